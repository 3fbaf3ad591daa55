"use strict";
(function () {
  const held = (id) => JSON.parse(document.getElementById(id).textContent);
  const rows = held("rows"), told = held("told"), figures = new Set(told.figures);
  const table = document.getElementById("table"), body = table.tBodies[0], heads = [...table.querySelectorAll("th")];
  const form = document.getElementById("filters"), find = document.getElementById("find");
  const choices = [...form.querySelectorAll("select")];
  const size = 100;
  let page = 0, by = -1, up = true, some = rows;
  function compare(a, b) {
    if (figures.has(by)) {
      if (!a[by] || !b[by]) return (a[by] ? 0 : 1) - (b[by] ? 0 : 1);
      return (parseFloat(a[by]) - parseFloat(b[by])) * (up ? 1 : -1);
    }
    return (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : 0) * (up ? 1 : -1);
  }
  function select() {
    const sought = find.value.trim().toLowerCase();
    const only = choices.filter((choice) => choice.value).map((choice) => [Number(choice.dataset.column), choice.value]);
    some = rows.filter((row) => only.every(([column, value]) => row[column] === value) &&
      (!sought || row.some((cell) => cell.toLowerCase().includes(sought))));
    if (by >= 0) some = some.slice().sort(compare);
    page = 0;
    show();
  }
  function show() {
    const first = page * size, here = some.slice(first, first + size);
    body.replaceChildren(...here.map((row) => {
      const line = document.createElement("tr");
      row.forEach((text, place) => {
        const cell = document.createElement(place ? "td" : "th");
        if (!place) cell.scope = "row";
        if (figures.has(place)) cell.className = "number";
        if (place === told.verdict) cell.className = "status " + text;
        cell.textContent = place === told.verdict ? told.words[text] : text;
        line.append(cell);
      });
      return line;
    }));
    document.getElementById("shown").textContent = told.shown.replace("{from}", here.length ? first + 1 : 0)
      .replace("{to}", first + here.length).replace("{count}", some.length.toLocaleString("en"));
    document.getElementById("earlier").disabled = !page;
    document.getElementById("later").disabled = first + size >= some.length;
  }
  heads.forEach((head, place) => head.firstElementChild.addEventListener("click", () => {
    up = by === place ? !up : true;
    by = place;
    heads.forEach((other, at) => at === by ? other.setAttribute("aria-sort", up ? "ascending" : "descending") : other.removeAttribute("aria-sort"));
    select();
  }));
  form.addEventListener("submit", (event) => event.preventDefault());
  find.addEventListener("input", select);
  choices.forEach((choice) => choice.addEventListener("change", select));
  document.getElementById("earlier").addEventListener("click", () => { page -= 1; show(); });
  document.getElementById("later").addEventListener("click", () => { page += 1; show(); });
  show();
})();
