"use strict";
// Filters, deep links, copying, theme and printing. Without it the page is still complete.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const form = document.getElementById("filters");
  const list = document.getElementById("claims");
  const claims = all("#claims > .claim");
  const FIELDS = ["q", "verdict", "paper", "kind", "sort"];
  const verdicts = [...form.elements.verdict.options].map((option) => option.value);
  const order = new Map(claims.map((claim, index) => [claim, index]));

  const COMPARE = {
    "": (a, b) => order.get(a) - order.get(b),
    verdict: (a, b) => verdicts.indexOf(a.dataset.verdict) - verdicts.indexOf(b.dataset.verdict),
    title: (a, b) => a.dataset.title.localeCompare(b.dataset.title),
    seconds: (a, b) => Number(b.dataset.seconds) - Number(a.dataset.seconds),
  };

  // What a reader sees of a statement, and the names of its symbols; not the evidence, which mentions everything.
  const plain = (text) => text.toLowerCase().replaceAll(/[\u2019\u2032]/g, "'").replaceAll("\u2212", "-");
  const words = new Map(claims.map((claim) => {
    const parts = [...claim.querySelectorAll("header, .panel, .matter > .prose, .statement, .said")];
    const seen = parts.map((part) => part.textContent).join(" ");
    return [claim, plain(`${claim.id} ${claim.dataset.title} ${claim.dataset.search} ${seen}`)];
  }));
  const rows = new Map(all(".overview [data-claim]").map((row) => [row.dataset.claim, row]));

  const wanted = () => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));

  const matches = (claim, want) =>
    ["verdict", "paper", "kind"].every((name) => !want[name] || claim.dataset[name] === want[name]) &&
    plain(want.q).split(/\s+/).every((word) => words.get(claim).includes(word));

  // Moving a card makes the browser lay out the whole page again: only if the order is another.
  let arranged = "";
  const arrange = (sort) => {
    if (sort === arranged) return;
    arranged = sort;
    const sorted = [...claims].sort(COMPARE[sort] ?? COMPARE[""]);
    list.append(...sorted);
    sorted.map((claim) => rows.get(claim.id)).forEach((row) => row.parentElement.append(row));
  };

  const apply = () => {
    const want = wanted();
    const shown = claims.filter((claim) => matches(claim, want));
    claims.forEach((claim) => { claim.hidden = rows.get(claim.id).hidden = !shown.includes(claim); });
    arrange(want.sort);
    all(".overview").forEach((table) => { table.hidden = !table.querySelector("tbody > :not([hidden])"); });
    document.getElementById("nothing").hidden = shown.length > 0;
    document.getElementById("filter-count").textContent = `${shown.length} of ${claims.length} shown`;
    document.getElementById("filter-reset").hidden = FIELDS.every((name) => !want[name]);
    all(".strip a").forEach((chip) => {
      const current = chip.dataset.paper === want.paper && chip.dataset.verdict === want.verdict;
      chip.toggleAttribute("aria-current", current);
    });
  };

  const remember = () => {
    const query = new URLSearchParams(Object.entries(wanted()).filter(([, value]) => value));
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
  };

  const update = () => { apply(); remember(); };

  const restore = () => {
    const query = new URLSearchParams(location.search);
    FIELDS.forEach((name) => { form.elements[name].value = query.get(name) ?? ""; });
    all("#filters select").filter((select) => select.selectedIndex < 0)
      .forEach((select) => { select.value = ""; });
    apply();
  };

  // A link to a claim that the filters hide clears the filters.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.hidden) return;
    form.reset();
    update();
    target.scrollIntoView();
  };

  form.hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update));
  all(".strip a").forEach((chip) => chip.addEventListener("click", (event) => {
    event.preventDefault();
    const undo = chip.hasAttribute("aria-current");
    form.elements.paper.value = undo ? "" : chip.dataset.paper;
    form.elements.verdict.value = undo ? "" : chip.dataset.verdict;
    update();
  }));
  addEventListener("hashchange", reveal);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    form.elements.q.focus();
  });
  restore();
  reveal();

  const announce = (words) => { document.getElementById("announcement").textContent = words; };

  const select = (node) => getSelection().selectAllChildren(node);

  all("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent);
        announce("Copied.");
        button.classList.add("done");
        setTimeout(() => button.classList.remove("done"), 1500);
      } catch {
        source.closest("details")?.setAttribute("open", "");
        select(source);
        announce("Selected: copy with the keyboard.");
      }
    });
  });

  // A formula wider than its column scrolls, and then needs to be reachable by keyboard.
  // All are measured before one is changed, once a frame: else each makes the browser lay out the page.
  const reachable = () => {
    const boxes = all(".formula, .given li");
    const wide = boxes.map((box) => box.scrollWidth > box.clientWidth);
    boxes.forEach((box, index) => {
      if (wide[index]) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  };
  let due = 0;
  const soon = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(reachable);
  };
  addEventListener("resize", soon);
  addEventListener("toggle", soon, true);
  document.fonts.ready.then(reachable);

  const theme = document.getElementById("theme");
  const KEY = "ganproof-theme";
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const store = (name) => { try { localStorage.setItem(KEY, name); } catch { /* not essential */ } };
  const paint = (name) => {
    document.documentElement.dataset.theme = name;
    theme.textContent = name === "dark" ? "Light" : "Dark";
  };
  const system = matchMedia("(prefers-color-scheme: dark)");
  paint(stored() ?? (system.matches ? "dark" : "light"));
  system.addEventListener("change", () => { if (!stored()) paint(system.matches ? "dark" : "light"); });
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    store(next);
    paint(next);
  });

  addEventListener("beforeprint", () => all("details").forEach((box) => {
    box.dataset.wasOpen = String(box.open);
    box.open = true;
  }));
  addEventListener("afterprint", () => all("details[data-was-open]").forEach((box) => {
    box.open = box.dataset.wasOpen === "true";
  }));
})();
