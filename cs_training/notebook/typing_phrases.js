// The quick-phrase panel: search by key or words, Enter inserts, Escape closes. A combobox with its list.

const SHOWN = 8;

// The best first: a key that is what was typed, a key that begins so, then phrases with all the words in them.
const found = (phrases, typed) => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ keys, title, topic, text }) => {
    const all = [...keys, title, topic, text].join(" ").toLowerCase();
    if (keys.includes(words.join(" "))) return 0;
    if (words.length && keys.some((key) => key.startsWith(words[0]))) return 1;
    return words.every((word) => all.includes(word)) ? 2 : 3;
  };
  return phrases.map((phrase, i) => [rank(phrase), i]).filter(([n]) => n < 3).sort(([a, i], [b, j]) => a - b || i - j).slice(0, SHOWN).map(([, i]) => i);
};

// `insert` gets the place of a phrase, `close` is called when nothing was chosen, `beat` on every key.
const phrasePanel = (phrases, uid, { insert, close, beat }) => {
  const list = el("ul", { id: `${uid}-list`, attrs: { role: "listbox", "aria-label": "短语" } });
  const field = el("input", { type: "text", id: `${uid}-find`, autocomplete: "off", spellcheck: false, attrs: { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" } });
  const about = el("div", { className: "cst-find-about" });
  const node = el("div", { className: "cst-find", hidden: true },
    el("label", { textContent: "找短语：打键（比如 cfh）或字，↑↓ 选，回车插入，Esc 关", attrs: { for: field.id } }), field, list, about);
  let matches = [];
  let active = 0;

  const draw = () => {
    list.replaceChildren(...matches.map((place, n) => {
      const { keys, title, topic, text } = phrases[place];
      const option = el("li", { id: `${uid}-o${n}`, attrs: { role: "option", "aria-selected": String(n === active) } },
        el("span", { className: "cst-find-title" }, el("b", { textContent: n === active ? `▶ ${title}` : title }), ` ${topic} · ${keys.join("、")}`), el("span", { textContent: text }));
      option.onmousedown = (event) => event.preventDefault(); // the box keeps the focus
      option.onclick = (event) => choose(place, event.timeStamp);
      return option;
    }));
    list.hidden = !matches.length;
    field.setAttribute("aria-expanded", String(matches.length > 0));
    if (matches.length) field.setAttribute("aria-activedescendant", `${uid}-o${active}`);
    else field.removeAttribute("aria-activedescendant");
    const phrase = phrases[matches[active]];
    about.replaceChildren(...(phrase ? [el("p", { textContent: `什么时候用：${phrase.when}` }), el("p", { textContent: `什么时候不用：${phrase.when_not}` })] : [el("p", { textContent: "没有这样的短语，换个键或字试试。" })]));
  };
  const search = () => {
    matches = found(phrases, field.value);
    active = 0;
    draw();
  };
  const shut = () => { node.hidden = true; };
  const choose = (place, at) => {
    shut();
    insert(place, at);
  };
  field.oninput = (event) => { beat(event.timeStamp); search(); };
  field.onkeydown = (event) => {
    beat(event.timeStamp);
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && matches.length) active = (active + step + matches.length) % matches.length;
    else if (event.key === "Escape") { shut(); close(); }
    else if (event.key === "Enter" && matches.length) choose(matches[active], event.timeStamp);
    else if (event.key !== "Enter") return;
    event.preventDefault();
    if (step) draw();
  };
  const open = () => {
    field.value = "";
    node.hidden = false;
    search();
    field.focus();
  };
  return { node, open };
};
