// Measures typing in a text box: when the committed text changed, how long it was then, what was taken back.
// Browsers differ: Chromium and Safari end a composition after its last input, Firefox before it; so after either we look
// whether the committed text is another one. What is under composition is never looked at.

const characters = (text) => [...text].length; // as Python counts them, not UTF-16 units

// Where two texts differ: place, what went and what came.
const difference = (before, after) => {
  const [a, b] = [[...before], [...after]];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middle = (text) => text.slice(head, text.length - tail).join("");
  return { at: a.slice(0, head).join("").length, gone: middle(a), came: middle(b) };
};

// A key that types something. “Process” and 229 are what an input method makes of a key.
const types = (event) => !event.ctrlKey && !event.metaKey && (event.key?.length === 1 || event.key === "Backspace" || event.key === "Process" || event.keyCode === 229);
const PASTED = new Set(["insertFromPaste", "insertFromPasteAsQuotation", "insertFromDrop", "insertFromYank"]);

// `refused` is told of a paste; `taken` may take a change for itself: it gets {at, gone, came} and the last key's code.
const meter = (box, { refused, taken }) => {
  let text = box.value;
  let composing = false;
  let first = null; // the clock starts with the first key, so that reading the line costs nothing
  let last = 0;
  let still = 0; // the longest standstill so far
  let code = "";
  const measured = { events: [], pause: 0 };

  const beat = (at) => {
    if (first === null) first = at;
    else still = Math.max(still, at - last);
    last = at;
  };
  const note = (at, typed = true) => {
    if (box.value === text) return;
    beat(at);
    const change = difference(text, box.value);
    if (typed && taken(change, code)) {
      box.value = text;
      box.setSelectionRange(change.at, change.at + change.gone.length);
      return;
    }
    // A variable that is filled in is not a mistake taken back.
    const gone = /^\{[^{}]*\}$/.test(change.gone) ? 0 : characters(change.gone);
    measured.events.push([Math.max(0, Math.round(at - first)), characters(box.value), gone]);
    measured.pause = Math.round(still); // what comes after the last change does not count
    text = box.value;
  };
  const refuse = (event) => {
    event.preventDefault();
    refused();
  };

  box.addEventListener("keydown", (event) => {
    code = event.code;
    if (types(event)) beat(event.timeStamp);
  });
  box.addEventListener("compositionstart", (event) => { composing = true; beat(event.timeStamp); });
  box.addEventListener("compositionupdate", (event) => beat(event.timeStamp));
  box.addEventListener("compositionend", (event) => { composing = false; note(event.timeStamp); });
  box.addEventListener("input", (event) => (composing ? beat(event.timeStamp) : note(event.timeStamp)));
  box.addEventListener("paste", refuse);
  box.addEventListener("drop", refuse);
  box.addEventListener("beforeinput", (event) => { if (PASTED.has(event.inputType)) refuse(event); });
  return { beat, measured, inserted: (at) => note(at, false), composing: () => composing };
};
