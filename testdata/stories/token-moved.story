# The account lives elsewhere: nothing was examined, so the token goes there too,
# from memory.

only machine

> Token bot 7:AAF
    Connect: Connected
    ImportToken: Moved 4
    ImportToken: Authorized id=7
= Ready
