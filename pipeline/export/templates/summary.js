"use strict";
(() => {
  const el = (id) => document.getElementById(id);
  const grid = el("grid"), body = grid.tBodies[0], panel = el("panel");
  const heads = [...grid.querySelectorAll(".heads th")];
  const roster = [...body.rows];
  let data = null, back = null, here = null;
  const facts = () => (data ??= JSON.parse(el("data").textContent));

  // Without marks, đ as d, y as i: "so y te" finds "Sở Y tế", "ủy" finds "uỷ".
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/y/g, "i").replace(/\s+/g, " ").trim();
  const keys = new Map(roster.map((row) => [row, fold(row.cells[0].textContent)]));

  // --- filter ---------------------------------------------------------------------------------------------------
  const filters = { status: el("f-status"), verdict: el("f-verdict"), state: el("f-state") };
  const hasState = (row, state) => row.querySelector(state === "review" ? "[data-r]" : `[data-st="${state}"]`) !== null;
  const fits = (row, q) => (!q || keys.get(row).includes(q))
    && (!filters.status.value || row.dataset.status === filters.status.value)
    && (!filters.verdict.value || row.dataset.verdict === filters.verdict.value)
    && (!filters.state.value || hasState(row, filters.state.value));
  const filter = () => {
    const q = fold(el("q").value);
    let shown = 0;
    for (const row of roster) { row.hidden = !fits(row, q); shown += !row.hidden; }
    el("shown").textContent = shown === roster.length ? `${shown} đơn vị` : `${shown}/${roster.length} đơn vị`;
    el("none").hidden = shown > 0;
    for (const card of document.querySelectorAll("button.card"))
      card.setAttribute("aria-pressed", String(filters[card.dataset.field].value === card.dataset.code));
    rove();
  };
  let waiting = 0;
  el("controls").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, event.target.type === "search" && roster.length > 500 ? 250 : 0); // laying out is slow
  });
  el("controls").addEventListener("submit", (event) => event.preventDefault());
  el("controls").addEventListener("reset", () => setTimeout(() => { sort("", 1); filter(); }));
  for (const card of document.querySelectorAll("button.card"))
    card.addEventListener("click", () => {
      const field = filters[card.dataset.field];
      field.value = field.value === card.dataset.code ? "" : card.dataset.code;
      filter();
    });

  // --- sort -----------------------------------------------------------------------------------------------------
  const compare = new Intl.Collator("vi", { numeric: true }).compare;
  const rank = (field) => Object.fromEntries([...filters[field].options].map((option, place) => [option.value, place]));
  const ranks = { status: rank("status"), verdict: rank("verdict"), state: rank("state") };
  const late = (row) => Number(row.cells[1].textContent.match(/\d+(?= ngày)/)?.[0] ?? 0);
  const value = (row, place) => {
    const cell = row.cells[place];
    if (place === 0) return cell.firstElementChild.textContent;
    if (place === 1) return ranks.status[row.dataset.status] * 1e6 + late(row);
    if (place === 2) return ranks.verdict[row.dataset.verdict];
    if (place < 5) return parseFloat(cell.textContent) * 1e4 + parseFloat(cell.textContent.split(",")[1] ?? 0);
    return ranks.state[cell.dataset.st] * 2 - cell.hasAttribute("data-r");
  };
  const sort = (place, way) => {
    const told = place === "" ? null : new Map(roster.map((row) => [row, value(row, Number(place))]));
    const by = (a, b) => (typeof a === "string" ? compare(a, b) : a - b);
    const order = told ? [...roster].sort((a, b) => way * by(told.get(a), told.get(b))) : roster;
    body.append(...order);
    heads.forEach((head, n) => head.setAttribute("aria-sort", told && n === Number(place) ? (way > 0 ? "ascending" : "descending") : "none"));
  };
  heads.forEach((head, place) => head.firstElementChild.addEventListener("click", () =>
    sort(place, head.getAttribute("aria-sort") === "ascending" ? -1 : 1)));
  el("sort").addEventListener("change", () => sort(el("sort").value, 1));

  // --- moving by keys: one tab stop for the whole grid ------------------------------------------------------------
  const rove = (cell) => {
    const held = body.querySelector("[tabindex]");
    const next = cell ?? (held && !held.parentElement.hidden ? held : [...body.rows].find((row) => !row.hidden)?.cells[0]);
    held?.removeAttribute("tabindex");
    if (next) next.tabIndex = 0;
    if (cell) cell.focus();
  };
  const besides = (row, step) => {
    let next = row;
    do next = step > 0 ? next.nextElementSibling : next.previousElementSibling; while (next && next.hidden);
    return next;
  };
  const target = (event, cell) => {
    const row = cell.parentElement, place = cell.cellIndex;
    switch (event.key) {
      case "ArrowRight": return row.cells[place + 1];
      case "ArrowLeft": return row.cells[place - 1];
      case "ArrowDown": return besides(row, 1)?.cells[place];
      case "ArrowUp": return besides(row, -1)?.cells[place];
      case "Home": return row.cells[0];
      case "End": return row.cells[row.cells.length - 1];
      default: return undefined;
    }
  };
  body.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td, th");
    if (!cell) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(cell); return; }
    const next = target(event, cell);
    if (next) { event.preventDefault(); rove(next); }
  });
  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td, th");
    if (cell && !String(getSelection())) { rove(cell); open(cell); }
  });

  // --- panel: every text goes in as text, never as markup ---------------------------------------------------------
  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const pairs = (rows) => {
    const list = make("dl");
    for (const [label, told] of rows) if (told) list.append(make("dt", label), make("dd", told));
    return list;
  };
  const finding = (found) => {
    const entry = make("div", undefined, "entry"), first = make("p");
    first.append(make("span", found.severity, `tag k-${found.code}`), ` ${found.section ? `Mục ${found.section}: ` : ""}${found.message}`);
    entry.append(first);
    if (found.evidence) { const line = make("p", undefined, "quiet"); line.append(make("q", found.evidence)); entry.append(line); }
    for (const sides of found.beside) {
      const row = make("div", undefined, "beside");
      row.append(...sides.map((side) => make("p", side)));
      entry.append(row);
    }
    if (found.place) entry.append(make("p", found.place, "quiet"));
    return entry;
  };
  const message = (found) => {
    const entry = make("div", undefined, "entry"), first = make("p");
    first.append(make("b", found.kind), ` · ${found.at}`);
    entry.append(first, make("p", found.subject || "(không có tiêu đề)"), make("p", found.sender, "quiet"));
    if (found.reason) entry.append(make("p", found.reason, "quiet"));
    for (const line of found.files) entry.append(make("p", line, "quiet"));
    return entry;
  };
  const part = (title, found, told, none) => [make("h3", title), ...(found.length ? found.map(told) : [make("p", none, "calm")])];
  const showUnit = (unit) => [
    pairs(unit.facts),
    ...part("Phát hiện", unit.findings, finding, "Không có phát hiện nào."),
    ...part("Các lần nộp và thư đã nhận", unit.messages, message, "Chưa nhận được thư nào của đơn vị này."),
  ];
  const showSection = (unit, id, state) => {
    const told = unit.cells[id] ?? [], fields = facts().fields;
    const text = told[fields.length], found = unit.findings.filter((one) => one.section === id);
    const list = pairs(fields.map((label, place) => [label, told[place]]));
    if (told[0]) list.querySelector("dd").dataset.st = state;
    return [
      list,
      make("h3", "Nội dung đọc được"),
      text ? make("div", text, "text") : make("p", "Không có nội dung.", "calm"),
      ...(found.length ? part("Phát hiện ở mục này", found, finding, "") : []),
    ];
  };
  const open = (cell) => {
    const row = cell.parentElement, unit = facts().units[row.dataset.u], id = cell.dataset.s;
    if (!unit) return;
    here?.classList.remove("open");
    here = back = id ? cell : row.cells[0];
    here.classList.add("open");
    el("panel-over").textContent = id ? unit.name : "Đơn vị";
    el("panel-title").textContent = id ? `${id} ${facts().sections[id]}` : unit.name;
    el("panel-body").replaceChildren(...(id ? showSection(unit, id, cell.dataset.st) : showUnit(unit)));
    el("panel-steps").hidden = !id;
    el("panel-back").disabled = !cell.previousElementSibling?.dataset.s;
    el("panel-on").disabled = !cell.nextElementSibling?.dataset.s;
    panel.hidden = false;
    el("panel-body").scrollTop = 0;
    el("panel-title").focus();
  };
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    here?.classList.remove("open");
    if (back) rove(back);
  };
  el("panel-close").addEventListener("click", close);
  el("panel-back").addEventListener("click", () => open(here.previousElementSibling));
  el("panel-on").addEventListener("click", () => open(here.nextElementSibling));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  rove();
})();
