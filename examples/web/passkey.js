// Asks the browser for a passkey (https://www.w3.org/TR/webauthn-3/) and sends its
// answer as the form's.
const form = document.getElementById("passkey");
form.addEventListener("submit", async (event) => {
	event.preventDefault();
	try {
		const options = JSON.parse(form.dataset.options);
		const credential = await navigator.credentials.get({
			publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey ?? options),
		});
		form.elements.response.value = JSON.stringify(credential.toJSON());
		form.submit();
	} catch (error) {
		const trouble = document.getElementById("trouble");
		trouble.textContent = error.message;
		trouble.hidden = false;
	}
});
