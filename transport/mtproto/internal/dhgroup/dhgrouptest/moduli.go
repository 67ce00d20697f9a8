// Package dhgrouptest has moduli, good and bad, for the tests of everything
// that uses a group.
package dhgrouptest

import "encoding/hex"

// Telegram returns the p of Telegram's servers. With it g may be 3, 4 or 7.
func Telegram() []byte { return decode(telegram) }

// FFDHE2048 returns a safe prime that Telegram does not use, from RFC 7919,
// appendix A.1.
func FFDHE2048() []byte { return decode(ffdhe2048) }

// MODP2048 returns another one, from RFC 3526, section 3.
func MODP2048() []byte { return decode(modp2048) }

// PrimeButNotSafe returns a prime p for which (p-1)/2 is composite. No prime
// below 1000 divides either.
func PrimeButNotSafe() []byte { return decode(primeButNotSafe) }

// CompositeOverPrime returns a composite p for which (p-1)/2 is prime. No
// prime below 1000 divides p.
func CompositeOverPrime() []byte { return decode(compositeOverPrime) }

// Composite returns a composite p for which (p-1)/2 is composite too. No prime
// below 1000 divides either.
func Composite() []byte { return decode(composite) }

// PrimeOverEven returns a prime p for which (p-1)/2 is even. No odd prime below
// 1000 divides either.
func PrimeOverEven() []byte { return decode(primeOverEven) }

// PrimeOverTriple returns a prime p for which (p-1)/2 is odd and divisible by
// 3, but by no other prime below 1000.
func PrimeOverTriple() []byte { return decode(primeOverTriple) }

func decode(text string) []byte {
	b, err := hex.DecodeString(text)
	if err != nil {
		panic("dhgrouptest: bad constant: " + err.Error()) //nolint:forbidigo // a constant of this package, which every test reads
	}
	return b
}

const telegram = "" +
	"c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f" +
	"48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37" +
	"20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64" +
	"2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4" +
	"a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754" +
	"fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4" +
	"e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f" +
	"0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b"

const ffdhe2048 = "" +
	"ffffffffffffffffadf85458a2bb4a9aafdc5620273d3cf1d8b9c583ce2d3695" +
	"a9e13641146433fbcc939dce249b3ef97d2fe363630c75d8f681b202aec4617a" +
	"d3df1ed5d5fd65612433f51f5f066ed0856365553ded1af3b557135e7f57c935" +
	"984f0c70e0e68b77e2a689daf3efe8721df158a136ade73530acca4f483a797a" +
	"bc0ab182b324fb61d108a94bb2c8e3fbb96adab760d7f4681d4f42a3de394df4" +
	"ae56ede76372bb190b07a7c8ee0a6d709e02fce1cdf7e2ecc03404cd28342f61" +
	"9172fe9ce98583ff8e4f1232eef28183c3fe3b1b4c6fad733bb5fcbc2ec22005" +
	"c58ef1837d1683b2c6f34a26c1b2effa886b423861285c97ffffffffffffffff"

const modp2048 = "" +
	"ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74" +
	"020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437" +
	"4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed" +
	"ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05" +
	"98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb" +
	"9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b" +
	"e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718" +
	"3995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff"

const primeButNotSafe = "" +
	"85b342b5dbf1947a9e31516a19c12c535d7946a7b0aab27458656e52450743d5" +
	"9b479f3857a800575ab40eee8b5f23a07f1a72e36b471ed3dcaedf8e02753fda" +
	"2811ea47319bf4b3db411bbf4df6e5109123b6632edb42cf6bee59214402a49f" +
	"a2c5256a6f34e47864322b5e13bf119f5110f07c0d5f1707b80ecb7635f069e5" +
	"854444ec53e4c04290e81695dd8c95b31aa9b123e325408410042c80d494159e" +
	"45a2cae270426ee5b0c9c927bc3f5adcb7fac4395abc5639a2307696a7836c01" +
	"dc75c8feb3a8b71ad980cff3c5b29877be03cc830e5ba1b099a3252ade78358e" +
	"bae6c5e528e3081bbf586c09c2ff8e4d9da3558d1ffcc45a45039120e709aaff"

const compositeOverPrime = "" +
	"de9e821595d4bc3b0267f1e6cccb1dc7e05faaba8f8965601db203b1a5c70c47" +
	"f502c00a6b3b7743191c02b7a03b10b3a2b3a102114b2d1ebe2123b665f9d99d" +
	"69c5b259cf7433003e5da022220f63715557ad15e89069d2f6396a3024fcdee7" +
	"5d3e1ab9d751569952b89da98cd59c360c64dd9af198595f0b947a7868231534" +
	"7134a31a2778c2c9a7dde10664761d5a088f6a52f7ed8bcfb0867d472d4a65f2" +
	"53736297286eed4157ec1fd89ec1c4bcce14a7790d4bebe8728eeaf5c987496b" +
	"83a222d52c36527fcd154997888cb2a45634839b5ac16bc8d742aa8ffc68adf0" +
	"0b19b61f4b6f23ce28a4217b3ced945276dea38e809262b3c52b75e0c2e80c9f"

const composite = "" +
	"ffa22191aff0b776b5e49a243d010f5995c07e2fcd3aadd5e83414cab7866082" +
	"dc3598f0c6453876c5230a682b7eb12108b329bbb2fe35ba883754df3da83d42" +
	"acb3ed2ee7d58e1b4d822ce07705b1181c5a2b5e4a428c4f0b6a0a561c79a8c8" +
	"ae688a9dc820eeb3f9725e4eca1f43e8735cc879f99e5e87a61bfd830a1e280b" +
	"e467f1ca23ca4308d568102ce8002e6a5ef38083696d4416608084b19051142f" +
	"20f7f31c7979094c6f02d211e97a6fd266a08f30d9d13e414b26c16007bb364c" +
	"b9ab123079f7c9453bf8ec7a140b30c157629345ad74b67a7012cc130bb20bce" +
	"ebc9c9b3a40e82ad681df96a3f35ab130289cbdca09f86b7f9c19975dc91f933"

const primeOverEven = "" +
	"d01cf61f9bbf14dbaee1bc5ab51b3ce2e745db6f431f11e5fb9794fb580788b2" +
	"bf35293d8b663347f90b3552e01923b8fac83a91766ebc2ec5318af903291e58" +
	"1836ec1bda26b4430346dfc5a2877af15657bfafd462c73d9c022b3d67cc471e" +
	"1b396d4bc8bcb6d72fe7f1cebc260d44bd5187313d6f973f3ea7f880a1eda203" +
	"48a754f7527121eaa4597b1ea12d29786f9c38f72dd5ab3b42255603fe0bd215" +
	"2e82a1e61cf2d08bfe5a221866903e8e2bb1d5f8c0c2406aaf7ef2e426ec4b3d" +
	"bd84e44a8734345268af6c4f8a3e99c7cbc24e8a593ac7413a8a544862638a72" +
	"c86c9f06e04c88f4333f0cb1e4868ea2b33c2395a09e6f91bed397411a315a7d"

const primeOverTriple = "" +
	"e54ffa7ee88fbe10cb15ed9aee19c2749af7a9d13c6542f5ee80d85dd52d47a6" +
	"1397a8404da93cfd28989b7f83035b36f2533adfee22fee700f288a432e6056b" +
	"d88548e120eddbbb21f6f8b50d8a8743213a8c69b9cb5e57646a38020c5327cb" +
	"c6476dd91de766e0959b57dbb7c1d4c94fb4f81a1b212dbf67b238c0bc99587c" +
	"4165657549bd388020a6d3138b9664608ad465b522bbb8966a03e3a0eab19503" +
	"2f06f8a51b0afbc56240eb9f24faf78c29ca73227880c440e31dba2a59f2e335" +
	"5b4326705e96401e82b59191488bbefe3e4c32f7ea42d104b3570e46bee5d8c9" +
	"d89b6d4802fb7158a19ff05c57cdac85dab77170b2a259c5c7db436b8bc24acf"
