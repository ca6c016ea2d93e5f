// The workbench's list of customers. Rows are kept and changed in place: focus and scroll stay where they are.

const SOON = 150; // seconds; the platform counts three minutes

const waitWords = (seconds) => {
  if (seconds < 60) return `等了 ${seconds} 秒`;
  if (seconds < SOON) return `等了 ${minutesOf(seconds)}`;
  return seconds < 180 ? "快 3 分钟了" : `${minutesOf(seconds)}了！`;
};
const stateWords = ({ state, waiting }) => (state === "等你回" ? waitWords(waiting) : state === "等你消息" ? `等你消息，${waiting} 秒` : state);


const deskList = ({ open }) => {
  const rows = new Map();
  const names = [["here", "在接待的"], ["past", "结束了的"]];
  const [here, past] = names.map(([id, label]) => el("ol", { className: `cst-seats cst-${id}`, attrs: { "aria-label": label } }));
  const count = el("summary");
  const ended = el("details", { className: "cst-ended", hidden: true }, count, past);
  const head = el("p", { className: "cst-panehead" });
  const nobody = el("p", { className: "cst-none", textContent: "还没有人来。" });
  const node = el("nav", { className: "cst-list", attrs: { "aria-label": "顾客" } }, head, nobody, here, ended);

  const make = (id) => {
    const [key, face, name, unread, mood, wait, last] = ["key", "face", "name", "unread", "mood", "wait", "last"].map((part) => el("span", { className: `cst-seat-${part}` }));
    face.setAttribute("aria-hidden", "true");
    const seat = button("", () => open(id), { class: "cst-seat", tabindex: "-1" });
    seat.append(face, el("span", { className: "cst-seat-top" }, name, unread, key), el("span", { className: "cst-seat-state" }, mood, wait), last);
    return { seat, item: el("li", {}, seat), key, face, name, unread, mood, wait, last };
  };
  const fill = (row, chat, place, isOpen) => {
    retext(row.face, [...chat.name][0]);
    retext(row.name, chat.name);
    retext(row.key, place < 9 && !chat.over ? `Alt+${place + 1}` : "");
    retext(row.unread, chat.unread ? `${chat.unread} 条新` : "");
    retext(row.mood, chat.over ? "" : `${chat.mood.shape} ${chat.mood.word}`);
    retext(row.wait, stateWords(chat));
    retext(row.last, chat.last);
    row.seat.dataset.slow = chat.waiting >= SOON ? "180" : chat.slow;
    if (isOpen) row.seat.setAttribute("aria-current", "true");
    else row.seat.removeAttribute("aria-current");
  };
  // One stop for Tab, arrows within: two hundred customers are not two hundred stops.
  const seats = () => [...node.querySelectorAll(ended.open ? ".cst-seat" : ".cst-here .cst-seat")];
  const rove = (to) => {
    const now = seats();
    const stop = to ?? now.find((seat) => seat.tabIndex === 0) ?? now.find((seat) => seat.getAttribute("aria-current")) ?? now[0];
    node.querySelectorAll(".cst-seat").forEach((seat) => { seat.tabIndex = seat === stop ? 0 : -1; });
  };
  node.addEventListener("keydown", (event) => {
    const all = seats();
    const place = all.indexOf(document.activeElement);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: all.length - 1 }[event.key];
    if (place < 0 || to === undefined || event.altKey) return;
    event.preventDefault();
    const seat = all[Math.max(0, Math.min(to, all.length - 1))];
    rove(seat);
    seat.focus();
  });
  ended.ontoggle = () => rove();

  const working = (v) => v.chats.filter((chat) => !chat.over);
  const update = (v) => {
    let place = 0;
    for (const chat of v.chats) {
      if (!rows.has(chat.id)) rows.set(chat.id, make(chat.id));
      const row = rows.get(chat.id);
      fill(row, chat, place, chat.id === v.open);
      if (!chat.over) place += 1;
      const [among, focused] = [chat.over ? past : here, document.activeElement === row.seat];
      if (row.item.parentNode !== among) among.append(row.item);
      if (focused && row.seat.isConnected && (among === here || ended.open)) row.seat.focus();
    }
    const waiting = working(v).filter((chat) => chat.state === "等你回").length;
    retext(head, `接待中 ${working(v).length} 位${waiting ? `，${waiting} 位在等` : ""}`);
    retext(count, `已结束 ${v.chats.length - working(v).length} 位`);
    ended.hidden = working(v).length === v.chats.length;
    nobody.hidden = v.chats.length > 0;
    rove();
  };
  // Whom to turn to: who has waited longest for an answer, else longest for news, else who has written.
  const next = (v) => {
    const longest = (state) => working(v).filter((chat) => chat.state === state).sort((a, b) => b.waiting - a.waiting);
    const others = [...longest("等你回"), ...longest("等你消息"), ...working(v).filter((chat) => chat.unread)].filter((chat) => chat.id !== v.open);
    return others[0]?.id;
  };
  return { node, update, next, at: (v, place) => working(v)[place]?.id };
};
