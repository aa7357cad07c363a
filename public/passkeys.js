// Passkeys. A button with `data-passkey` names the server function that says what is to be signed; the device
// signs it, and the answer goes with the button's form, as everything else does.

/** What keeps passkeys from being used here, if anything does; the page has a sentence for each. */
function obstacle(origin) {
  if (!globalThis.isSecureContext) return 'insecure';
  if (location.origin !== new URL(origin).origin) return 'address';
  if (!globalThis.PublicKeyCredential) return 'browser';
  return PublicKeyCredential.parseRequestOptionsFromJSON ? '' : 'old';
}

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

function show(form, kind, name) {
  for (const text of form.querySelectorAll(`[data-passkey-${kind}]`)) {
    text.hidden = text.getAttribute(`data-passkey-${kind}`) !== name;
  }
}

/** Hides every sentence of why it failed, or shows the one for an error; the usual one has no name. */
function tell(form, error) {
  const failures = [...form.querySelectorAll('[data-passkey-failure]')];
  const own = failures.find((text) => text.dataset.passkeyFailure === error?.name);
  for (const text of failures) text.hidden = !error || text !== (own ?? failures[0]);
}

async function prepare(button) {
  const { form } = button;
  const reason = obstacle(button.dataset.origin);
  show(form, 'reason', reason);
  if (reason) return;
  button.disabled = false;
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    tell(form);
    button.disabled = true;
    try {
      form.elements[button.dataset.field].value = await sign(button);
      form.submit();
    } catch (error) {
      // Somebody closed the browser's dialog, or the device has no passkey for this site.
      tell(form, error);
      button.disabled = false;
      button.focus();
      if (!(error instanceof DOMException)) throw error;
    }
  });
  // A phone or a security key will do, so this is no obstacle.
  const hasOwn = await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable?.();
  if (hasOwn === false) show(form, 'reason', 'device');
}

for (const button of document.querySelectorAll('button[data-passkey]')) prepare(button);
