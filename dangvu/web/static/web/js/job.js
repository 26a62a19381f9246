// Asks every two seconds how far a job has come, and puts the new state in place of the old.
"use strict";
{
  const ask = async () => {
    const old = document.querySelector("[data-job]");
    if (!old) return;
    try {
      const answer = await fetch(old.dataset.job, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(old.id);
      if (!answer.ok || !fresh) return location.assign(old.dataset.job);
      old.replaceWith(fresh);
      if (!fresh.dataset.job) return location.assign(old.dataset.job);
    } catch {
      // the network is away: the numbers stay and are asked for again
    }
    setTimeout(ask, 2000);
  };
  setTimeout(ask, 2000);
}
