// A session ends 15 minutes after the last request, or one less: told two minutes before, so that nothing typed is lost unawares.
"use strict";
{
  const MINUTE = 60_000;
  const notice = document.querySelector("[data-lasting]");
  const [soon, over] = [notice.querySelector("[data-soon]"), notice.querySelector("[data-over]")];
  let timers = [];

  const end = () => {
    notice.hidden = over.hidden = false;
    soon.hidden = true;
  };

  const begin = () => {
    timers.forEach(clearTimeout);
    notice.hidden = true;
    timers = [setTimeout(() => (notice.hidden = false), 12 * MINUTE), setTimeout(end, 15 * MINUTE)];
  };

  soon.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(notice.dataset.lasting, { method: "HEAD", redirect: "manual" }).catch(() => null);
    if (answer?.ok) begin();
    else if (answer) end();
  });
  begin();
}
