// What every widget of ours needs: nodes, and a line to Python. Text is only ever set as text, never as HTML.

const SILENCE = 6000; // ms after which we say that no kernel answers

const el = (tag, props = {}, ...kids) => {
  const { attrs, ...own } = props;
  const node = Object.assign(document.createElement(tag), own);
  for (const [name, value] of Object.entries(attrs ?? {})) node.setAttribute(name, value);
  node.append(...kids.flat().filter((kid) => kid || kid === 0));
  return node;
};
const button = (text, act, attrs = {}) => el("button", { type: "button", textContent: text, onclick: act, attrs });

// The outermost node of a widget. Keys typed in it must not reach the notebook's own shortcuts.
const frame = (className) => {
  const root = el("div", { className: `cst ${className}` });
  root.addEventListener("keydown", (event) => event.stopPropagation());
  return root;
};

// Enter in a line of text. It also ends the typing of a Chinese word; that must not send the answer.
const isEnter = (event) => event.key === "Enter" && !event.isComposing && event.target.matches("input[type=text]");

// The view as Python last sent it, and messages to Python. Each has a number; `heard` learns that it was acknowledged,
// and `place` says so when it is not.
const connect = (model) => {
  let text, parsed, silence;
  let sent = 0;
  const view = () => (text === model.get("view") ? parsed : (parsed = JSON.parse((text = model.get("view")))));
  const tell = (message, place) => {
    sent = view().ack + 1;
    model.send({ n: sent, ...message });
    clearTimeout(silence);
    silence = setTimeout(() => { place.textContent = "没有收到回应：内核可能停了。点一下这个单元格，按 Shift+Enter 重新运行；交过的答案都还在。"; }, SILENCE);
  };
  const heard = () => { if (view().ack >= sent) clearTimeout(silence); };
  return { view, tell, heard, stop: () => clearTimeout(silence) };
};
