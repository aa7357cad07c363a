// Passkeys. A button with `data-passkey` names the server function that says what is to be signed; the device
// signs it, and the answer goes with the button's form, as everything else does.

const canSign = Boolean(globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON);

async function sign(button) {
  const answer = await fetch(`/rpc/${button.dataset.passkey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  // Without options there is nothing to sign; the server says why when the form arrives.
  if (!answer.ok) return '';
  const { publicKey } = JSON.parse(await answer.json());
  const isNew = 'user' in publicKey;
  const options = isNew
    ? PublicKeyCredential.parseCreationOptionsFromJSON(publicKey)
    : PublicKeyCredential.parseRequestOptionsFromJSON(publicKey);
  const credential = await navigator.credentials[isNew ? 'create' : 'get']({ publicKey: options });
  return JSON.stringify(credential);
}

function prepare(button) {
  const { form } = button;
  const failure = form.querySelector('[data-passkey-failure]');
  form.querySelector('[data-passkey-hint]').hidden = true;
  button.disabled = false;
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    failure.hidden = true;
    button.disabled = true;
    try {
      form.elements[button.dataset.field].value = await sign(button);
      form.submit();
    } catch (error) {
      // Somebody closed the browser's dialog, or the device has no passkey for this site.
      failure.hidden = false;
      button.disabled = false;
      button.focus();
      if (!(error instanceof DOMException)) throw error;
    }
  });
}

for (const button of document.querySelectorAll('button[data-passkey]')) {
  if (canSign) prepare(button);
}
