// Passkeys: asks the device and sends its answer as an ordinary form. Without this file codes do the same work.
const form = document.getElementById("passkey");

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function plain(credential) {
  const said = credential.response;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"].filter((part) => said[part]);
  const response = Object.fromEntries(parts.map((part) => [part, text(said[part])]));
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

async function ask(adding) {
  const body = new URLSearchParams(adding ? { adding: "on" } : {});
  const headers = { "X-Form-Token": form.elements._csrf.value };
  const answer = await fetch("/intake/second-factor/challenges", { method: "POST", body, headers });
  if (!answer.ok) throw new Error(answer.status);
  const { id, options } = await answer.json();
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const known of list ?? []) known.id = bytes(known.id);
  }
  const asked = { publicKey: options };
  return [id, await (adding ? navigator.credentials.create(asked) : navigator.credentials.get(asked))];
}

if (form && window.PublicKeyCredential) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const problem = form.querySelector("[role=alert]");
    problem.hidden = true;
    try {
      const [id, credential] = await ask(form.dataset.passkey === "add");
      form.elements.challenge.value = id;
      form.elements.credential.value = plain(credential);
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}
