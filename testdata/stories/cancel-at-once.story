# Who leaves before anything was sent asks nothing of the server.

> Cancel
= LoggedOut
