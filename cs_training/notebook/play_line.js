// The workbench's line to Python, and what stays in the browser. Stands behind kit.js.

const HOLDS = 2500; // ms without an answer after which the clock stands still: nobody gets crosser over a busy kernel

// One message at a time; the next one waits until the last one is acknowledged. Each of `send` may say what happens
// once it is (`done` gets the error, "" if there was none) and whether it still holds when its turn comes (`holds`).
const deskLine = (model) => {
  const lost = el("p", { className: "cst-verdict", attrs: { role: "status" } });
  const { view, tell, heard, stop } = connect(model);
  const queue = [];
  let flying = null;
  const flush = () => {
    while (!flying && queue.length) {
      const next = queue.shift();
      if (!next.holds()) continue;
      flying = Object.assign(next, { n: view().ack + 1, since: performance.now() });
      tell(next.message, lost);
    }
  };
  const send = (message, done = () => {}, holds = () => true) => {
    queue.push({ message, done, holds });
    flush();
  };
  // Draws what came, then tells whoever waited for it.
  const answered = (draw) => {
    heard();
    const last = flying && view().ack >= flying.n ? flying : null;
    if (last) flying = null;
    if (last && lost.textContent) lost.textContent = "";
    draw();
    last?.done(view().error);
    flush();
  };
  return { lost, view, send, answered, stop, idle: () => !flying && !queue.length, silent: () => flying !== null && performance.now() - flying.since > HOLDS };
};

// What is kept while the page is open, a reload included. A browser may refuse; then it is kept until the reload.
const deskShelf = (key) => {
  let kept = {};
  try { kept = JSON.parse(sessionStorage.getItem(key)) ?? {}; } catch { /* refused, or written by somebody else */ }
  const save = () => { try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* refused */ } };
  return {
    get: (name) => kept[name] ?? "",
    set: (name, value) => { if (value) kept[name] = value; else delete kept[name]; save(); },
  };
};

// Sets a text only where it changed: a tick must not disturb whoever reads, selects or listens.
const retext = (node, text) => { if (node.textContent !== text) node.textContent = text; };
