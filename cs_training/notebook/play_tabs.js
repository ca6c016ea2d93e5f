// The right side of the workbench: what can be looked up and done about the chat that is open.

const DESK_LOOKS = [["order", "订单"], ["logistics", "物流"], ["rules", "规则"]];

// “商品：羽绒服” as a name and its value; a line without a name as it is.
const cardNode = (lines) => el("dl", { className: "cst-facts" }, lines.map((text) => {
  const [, name, value] = /^([^：]{1,6})：(.*)$/s.exec(text) ?? [null, "", text];
  return el("div", {}, el("dt", { textContent: name }), el("dd", { textContent: value }));
}));

const amountOf = (field) => (/^\d+(?:\.\d{1,2})?$/.test(field.value.trim()) ? Number(field.value.trim()) : null);

const deskTabs = ({ uid, act, say, shelf }) => {
  const names = [...DESK_LOOKS, ["colleague", "同事"], ["ticket", "工单"], ["more", "处理"]];
  let current = 0;
  let drawn = {}; // by tab: what is drawn there, and for whom
  const tabs = names.map(([id, name], n) => button(name, () => pick(n), { role: "tab", id: `${uid}-tab-${id}`, "aria-controls": `${uid}-panel-${id}` }));
  const panels = names.map(([id]) => el("div", { id: `${uid}-panel-${id}`, className: "cst-panel", tabIndex: 0, attrs: { role: "tabpanel", "aria-labelledby": `${uid}-tab-${id}` } }));
  const list = el("div", { className: "cst-tabs", attrs: { role: "tablist", "aria-label": "查和办" } }, tabs);
  const node = el("section", { className: "cst-side", attrs: { "aria-label": "查和办" } }, list, panels);
  const pick = (n) => {
    current = n;
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", i === n);
      tab.tabIndex = i === n ? 0 : -1;
      panels[i].hidden = i !== n;
    });
  };
  list.addEventListener("keydown", (event) => {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: names.length - 1 }[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    pick((to + names.length) % names.length);
    tabs[current].focus();
  });
  pick(0);

  const field = (id, label, props = {}) => {
    const input = el("input", { type: "text", id: `${uid}-${id}`, autocomplete: "off", ...props });
    return [input, el("label", { textContent: label, attrs: { for: input.id } })];
  };
  const look = (id, name, lines) => (lines
    ? [cardNode(lines)]
    : [el("p", { className: "cst-none", textContent: `还没查${name}。` }), button(`查${name}`, () => act({ do: "look", what: id }))]);
  const colleague = ({ who, state, text }) => ({
    none: () => [el("p", { className: "cst-none", textContent: "这件事同事帮不上，自己查一查。" })],
    free: () => [el("p", { textContent: `${who}可能知道，要等一会儿才有回话。` }), button(`问${who}`, () => act({ do: "ask" }))],
    asked: () => [el("p", { textContent: `已经问了${who}，等回话。先去接别的会话。` })],
    answered: () => [el("p", { className: "cst-who" }, el("b", { textContent: who }), " 说："), el("p", { className: "cst-quote", textContent: text }), el("p", { className: "cst-help", textContent: "同事也会说错，对着订单再想一遍。" })],
  }[state]());
  const ticket = (chat, { text }, can) => {
    if (!can.ticket) return [el("p", { className: "cst-none", textContent: "这一单用不上工单。" })];
    const box = el("textarea", { rows: 5, id: `${uid}-ticket`, value: shelf.get(`ticket ${chat}`), attrs: { lang: "zh-CN" } });
    box.oninput = () => shelf.set(`ticket ${chat}`, box.value);
    const send = () => {
      if (!box.value.trim()) return say("工单不能空着：写清订单号、什么事、答应了几点、下一步谁做。");
      act({ do: "ticket", text: box.value }, () => shelf.set(`ticket ${chat}`, ""));
    };
    return [
      text && el("p", { className: "cst-quote", textContent: text }),
      el("label", { textContent: text ? "再写一张" : "写给接手的人：订单号、什么事、答应了几点、下一步谁做", attrs: { for: box.id } }), box,
      button("提交工单", send),
    ];
  };
  const paying = (id, label, name, verb) => {
    const [input, tag] = field(id, label, { inputMode: "decimal" });
    const send = () => {
      const yuan = amountOf(input);
      if (!yuan) return say("金额写一个大于 0 的数，单位是元，比如 45.50。");
      act({ do: verb, yuan }, () => { input.value = ""; });
    };
    input.onkeydown = (event) => { if (isEnter(event) && event.keyCode !== 229) { event.preventDefault(); send(); } };
    return el("div", { className: "cst-do" }, tag, el("span", { className: "cst-dorow" }, input, button(name, send)));
  };
  const handing = (staff) => {
    const select = el("select", { id: `${uid}-to` }, staff.map(([id, name]) => el("option", { value: id, textContent: name })));
    return el("div", { className: "cst-do" }, el("label", { textContent: "转给谁", attrs: { for: select.id } }),
      el("span", { className: "cst-dorow" }, select, button("转接", () => act({ do: "transfer", who: select.value }))));
  };
  const more = (can) => {
    const found = [
      can.transfer.length > 0 && handing(can.transfer),
      can.offer > 0 && paying("offer", `补偿几元（你能定 ${can.offer} 元以内）`, "补偿", "offer"),
      can.refund && paying("refund", "退几元（系统会按规则核对）", "退款", "refund"),
    ].filter(Boolean);
    return found.length ? found : [el("p", { className: "cst-none", textContent: "这一单用不上转接、补偿和退款。" })];
  };

  const update = (v) => {
    node.hidden = !v.tabs;
    if (!v.tabs) return;
    const { tabs: data, can } = v;
    const parts = {
      order: [data.order], logistics: [data.logistics], rules: [data.rules],
      colleague: [data.colleague], ticket: [data.ticket, can.ticket], more: [can],
    };
    names.forEach(([id, name], n) => {
      const now = JSON.stringify([v.open, ...parts[id]]);
      if (drawn[id] === now) return;
      drawn[id] = now;
      const had = panels[n].contains(document.activeElement);
      const kids = id === "colleague" ? colleague(data.colleague) : id === "ticket" ? ticket(v.open, data.ticket, can) : id === "more" ? more(can) : look(id, name, data[id]);
      panels[n].replaceChildren(...kids.filter(Boolean));
      const known = Array.isArray(data[id]) || data[id]?.state === "answered" || data[id]?.text;
      retext(tabs[n], `${name}${known ? " ✓" : ""}`);
      if (had) panels[n].focus();
    });
  };
  return { node, update };
};
