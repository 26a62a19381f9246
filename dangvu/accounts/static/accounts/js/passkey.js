// A form with data-passkey shows itself where the browser has passkeys; its button asks the device and sends what it answered.
// `create` and `get` find their question in #khoa-hoi, `sign-in` fetches a fresh one from the address of the form.
(function () {
  const device = window.webauthnJSON;

  async function question(form) {
    if (form.dataset.passkey !== "sign-in") return JSON.parse(document.getElementById("khoa-hoi").textContent);
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  async function answer(form) {
    const asked = await question(form);
    if (form.dataset.passkey !== "create") return device.get(asked.request_options);
    const creation = asked.creation_options;
    // Kept by the device with the name of its owner, so that it works without a password.
    Object.assign(creation.publicKey.authenticatorSelection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    return device.create(creation);
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (!window.PublicKeyCredential || !navigator.credentials || !device) return;
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      form.hidden = false;
      form.querySelector("button[type=button]").addEventListener("click", async function () {
        form.querySelector(".alert").hidden = true;
        try {
          form.elements.credential.value = JSON.stringify(await answer(form));
          form.submit();
        } catch {
          form.querySelector(".alert").hidden = false;
        }
      });
    }
  });
})();
