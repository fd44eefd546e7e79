// Opens a report in Chromium and fails on anything that a reader would trip over.
// usage: node report_qa.mjs REPORT.html OUTPUT_FOLDER GRID.json
// STEPS=print,filters runs only the steps whose names hold one of these words.
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const VIEWS = [1280, 390].flatMap((width) => ["light", "dark"].map((scheme) => ({ width, scheme })));

const problems = [];
const check = (holds, words) => { if (!holds) problems.push(words); };
const MOST = 1_500_000; // bytes for each paper, so that a reader opens the page without waiting
const began = Date.now();
const progress = (words) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${words}`);
const near = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

const open = async (browser, file, { width, scheme }, address = "") => {
  const context = await browser.newContext({
    viewport: { width, height: width > 600 ? 800 : 844 }, colorScheme: scheme,
  });
  const page = await context.newPage();
  const name = `${width}-${scheme}`;
  const own = pathToFileURL(file).href;
  page.on("pageerror", (error) => problems.push(`${name}: script error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`${name}: console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !url.startsWith("data:")) problems.push(`${name}: request: ${url}`);
  });
  await page.goto(own + address);
  await page.evaluate(() => document.fonts.ready);
  return page;
};

// The page's policy refuses injected scripts, so axe goes in through the debugger.
const audit = async (page) => {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const options = { elementRef: true, preload: false, resultTypes: ["violations"] };
    const { violations } = await window.axe.run(document, options);
    return violations.flatMap((rule) => rule.nodes.map(({ element, html }) => ({
      rule: rule.id, planted: Boolean(element.closest("#planted")), html: html.slice(0, 160),
    })));
  });
};

// A check that cannot fail proves nothing: axe must see faults planted in this very page.
const plant = (page) => page.evaluate(() => {
  const fault = document.createElement("div");
  fault.id = "planted";
  fault.innerHTML = "<svg role='img' width='9' height='9'></svg><p id='pale'>pale text</p><select><option>x</option></select>";
  document.querySelector("main").prepend(fault);
  document.getElementById("pale").style.color = "#777777";
});

// Axe slows down with the nodes of a page, most of which stand in formulas: all of these look alike.
const FORMULAS = 200;

const audited = async (page, name) => {
  await plant(page);
  await page.evaluate((most) => [...document.querySelectorAll("math")].slice(most).forEach((math) => {
    math.replaceChildren(math.querySelector("mi, mn, mtext") ?? "");
  }), FORMULAS);
  const faults = await audit(page);
  faults.filter(({ planted }) => !planted)
    .forEach(({ rule, html }) => problems.push(`${name}: axe: ${rule}: ${html}`));
  for (const rule of ["svg-img-alt", "color-contrast", "select-name"]) {
    check(faults.some((fault) => fault.planted && fault.rule === rule), `${name}: self-check: axe misses a planted ${rule}`);
  }
  await page.evaluate(() => document.getElementById("planted").remove());
};

// Leaves one card of each paper and verdict, and more until each kind of element is among them; the
// former are returned.
const thinned = (page) => page.evaluate(() => {
  const met = new Set();
  const kept = [...document.querySelectorAll("#claims > .claim")].filter((card) => {
    const parts = [...card.querySelectorAll("*")].filter((node) => !node.closest("math"));
    const kinds = parts.map((node) => `${node.localName}.${node.getAttribute("class")}`);
    const fresh = [...kinds, `${card.dataset.paper} ${card.dataset.verdict}`].filter((kind) => !met.has(kind));
    fresh.forEach((kind) => met.add(kind));
    if (fresh.length === 0) card.remove();
    return fresh.length > 0;
  });
  const pairs = new Map(kept.map((card) => [`${card.dataset.paper} ${card.dataset.verdict}`, card.id]));
  return [...pairs.values()];
});

// One at a time stands alone on the page: what is not shown need not be laid out.
const photographed = async (page, folder, name, cards) => {
  const areas = [...cards, "dependencies", "trusted", "errata", "papers", "statements"];
  for (const id of areas) {
    const there = await page.evaluate((wanted) => {
      const area = document.getElementById(wanted);
      if (!area) return false;
      const parts = document.querySelectorAll("main > *, #claims > .claim, #statements > *");
      parts.forEach((part) => { part.hidden = part !== area && !part.contains(area) && (part.id === "claims" || !area.contains(part)); });
      area.querySelectorAll("details").forEach((box) => { box.open = true; });
      area.querySelectorAll(".graph").forEach((graph) => { graph.style.maxHeight = "none"; });
      return true;
    }, id);
    if (there) await page.screenshot({ path: join(folder, `${name}-${id}.png`), fullPage: true });
  }
};

// The first view is checked whole, the others, which differ in colours and width, on some cards.
const looks = async (browser, file, folder, view) => {
  const name = `${view.width}-${view.scheme}`;
  const page = await open(browser, file, view);
  await page.screenshot({ path: join(folder, `${name}-first.png`) });
  const offers = view.scheme === "dark" ? "Light" : "Dark";
  check(await page.innerText("#theme") === offers, `${name}: the theme button does not offer ${offers}`);
  const font = await page.evaluate(() => document.fonts.check('16px "STIX Two Math"'));
  check(font, `${name}: the mathematics font did not load`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((box) => { box.open = true; }));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `${name}: scrolls ${wide} px sideways`);
  progress(`${name}: opened`);
  if (view === VIEWS[0]) await audited(page, name);
  const cards = await thinned(page);
  if (view !== VIEWS[0]) await audited(page, name);
  progress(`${name}: audited`);
  await page.context().close();

  const fresh = await open(browser, file, view);
  await photographed(fresh, folder, name, cards);
  await fresh.context().close();
};

// What is said stands beside what is true, below it on a phone; panels stand four or two in a row.
const sideBySide = async (browser, file, view) => {
  const page = await open(browser, file, view);
  const said = await page.locator(".said li").evaluateAll((all) => all.map((item) => {
    const [one, other] = [...item.children].map((part) => part.getBoundingClientRect());
    return { beside: other.left >= one.right, below: other.top >= one.bottom, seen: one.height > 0 && other.height > 0 };
  }));
  check(said.length > 0, "nothing is said that is not true: no block to check");
  said.forEach(({ beside, below, seen }) => {
    check(seen, `${view.width}: what is said must be opened to be seen`);
    check(view.width > 600 ? beside : below, `${view.width}: what is said is not ${view.width > 600 ? "beside" : "above"} what is true`);
  });
  const grids = await page.locator(".panels").evaluateAll((all) => all.map((grid) => {
    const panels = [...grid.children].map((panel) => panel.getBoundingClientRect());
    const texts = [...grid.querySelectorAll("svg[role=img] text")].map((text) => text.getBoundingClientRect()).map(({ width, height }) => Math.max(width, height));
    return { count: panels.length, first: panels.filter(({ top }) => top === panels[0].top).length, small: Math.min(...texts) };
  }));
  grids.forEach(({ count, first, small }) => {
    check(first === Math.min(count, view.width > 600 ? 4 : 2), `${view.width}: ${first} of ${count} panels in a row`);
    check(small > 9, `${view.width}: the text in a panel is ${small} px high`);
  });
  await page.context().close();
};

// Asked of the styles: whether a card is seen on the screen takes a layout of the whole page.
const seen = (page, selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => !one.hidden).length);

const shown = (page) => seen(page, "#claims > .claim");

const listed = (page) => seen(page, ".overview tbody tr");

const filters = async (browser, file) => {
  const page = await open(browser, file, VIEWS[0]);
  const total = await shown(page);
  check(await page.locator("#claims > .claim:visible").count() === total, "a statement that is not filtered away is not visible");
  let chosen = null;
  for (const field of ["verdict", "paper", "kind"]) {
    const values = await page.locator("#claims > .claim").evaluateAll((all, name) => all.map((claim) => claim.dataset[name]), field);
    for (const value of new Set(values.filter(Boolean))) {
      const wanted = values.filter((other) => other === value).length;
      await page.selectOption(`#filter-${field}`, value);
      check(await shown(page) === wanted, `the filter ${field} = ${value} does not show ${wanted}`);
      check(await listed(page) === wanted, `the table does not follow the filter ${field} = ${value}`);
      if (wanted < total) chosen = { field, value, wanted };
    }
    await page.selectOption(`#filter-${field}`, "");
  }
  check(chosen, "no filter hides anything: too few kinds of claims to check filters on");
  if (chosen) {
    await page.selectOption(`#filter-${chosen.field}`, chosen.value);
    check(new URL(page.url()).searchParams.get(chosen.field) === chosen.value, "the filter is not in the address");
    await page.reload();
    check(await shown(page) === chosen.wanted, "the filter does not survive a reload");
  }
  if (chosen) await page.click("#filter-reset");
  await page.waitForTimeout(50);
  check(await shown(page) === total, "clearing the filters does not bring everything back");
  await page.click(".strip a >> nth=0");
  const chip = await page.locator(".strip a >> nth=0").innerText();
  check(await shown(page) === Number(chip.trim().split(" ")[0]), "a number in the strip does not filter");
  await page.click("#filter-reset");

  const last = page.locator("#claims > .claim").last();
  const title = await last.getAttribute("data-title");
  await page.keyboard.press("Escape");
  await page.locator("body").press("/");
  await page.keyboard.type(title.toLowerCase());
  check(await page.inputValue("#filter-q") === title.toLowerCase(), "the slash key does not focus the search");
  check(await last.isVisible() && await shown(page) < total, "the search does not find a claim by its title");
  const claims = await page.locator("#claims > .claim").evaluateAll((all) => all.map((claim) => ({
    id: claim.id, label: document.querySelector(`.overview [data-claim="${claim.id}"] a`).textContent, symbols: claim.dataset.search,
    words: (claim.querySelector(".statement")?.textContent ?? "").trim().split(/\s+/).slice(-3).join(" "),
  })));
  const missed = await page.evaluate((all) => {
    const box = document.getElementById("filter-q");
    return all.flatMap(({ id, label, symbols, words }) => [label, symbols, words].filter(Boolean).filter((query) => {
      box.value = query;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      return document.getElementById(id).hidden || document.querySelector(`[data-claim="${id}"]`).hidden;
    }).map((query) => `the search for ${query} does not find ${id}`));
  }, claims);
  problems.push(...missed);
  await page.fill("#filter-q", "no such statement");
  check(await page.locator("#nothing").isVisible(), "an empty result says nothing");
  check(await page.locator(".overview:visible").count() === 0, "an empty result leaves the heads of the tables");
  await page.fill("#filter-q", "");
  await page.selectOption("#filter-sort", "title");
  const titles = await page.locator("#claims > .claim").evaluateAll((all) => all.map((claim) => claim.dataset.title));
  const sorted = [...titles].sort((a, b) => a.localeCompare(b));
  check(titles.join() === sorted.join(), "sorting by title does not sort");

  await page.click("#theme");
  const theme = await page.evaluate(() => document.documentElement.dataset.theme);
  check(theme === "dark", "the dark button does not darken");
  check(await page.innerText("#theme") === "Light", "in the dark the button does not offer light");
  await page.context().close();
};

// Pictures say in words what they show; the graph leads to the cards and scrolls by itself.
const pictures = async (browser, file, view) => {
  const page = await open(browser, file, view);
  const figures = await page.locator(".plot > svg").evaluateAll((all) => all.map((svg) => ({
    title: svg.querySelector(":scope > title")?.textContent ?? "",
    text: svg.querySelector(":scope > desc")?.textContent ?? "",
    named: svg.getAttribute("aria-labelledby").split(" ").every((id) => document.getElementById(id)),
    wide: svg.getBoundingClientRect().right - svg.closest(".claim").getBoundingClientRect().right,
    marked: [...svg.querySelectorAll("path, use, text")].filter((node) => {
      const style = getComputedStyle(node);
      return style.fill === "rgb(0, 0, 0)" && style.stroke === "none" && !node.closest("defs, clipPath");
    }).length,
  })));
  check(figures.length > 0, "no figure to check");
  figures.forEach(({ title, text, named, wide, marked }) => {
    check(title && text && named, `${view.width}: a figure lacks a title or a description: ${title}`);
    check(wide <= 1, `${view.width}: the figure ${title} is wider than its column`);
    check(marked === 0, `${view.width}: the figure ${title} has parts in plain black, lost in dark mode`);
  });

  const links = page.locator("#dependencies svg a");
  const count = await links.count();
  check(count > 1, "no dependency graph to check");
  const lost = await links.evaluateAll((all) => all.flatMap((link) => {
    const id = link.getAttribute("href").slice(1);
    return [
      document.getElementById(id) ? null : `the graph leads to ${id}, which is not there`,
      link.querySelectorAll("title").length === 1 ? null : `the graph does not name ${id}`,
    ].filter(Boolean);
  }));
  problems.push(...lost);
  const scrolled = await page.locator(".graph").evaluate((box) => box.scrollWidth - box.clientWidth);
  check(view.width < 600 || scrolled <= 0, `the graph is ${scrolled} px wider than the page`);
  const spilt = await links.evaluateAll((all) => all.filter((link) => {
    const right = link.querySelector("rect").getBoundingClientRect().right;
    return [...link.querySelectorAll("text")].some((text) => text.getBoundingClientRect().right > right);
  }).map((link) => link.textContent));
  check(spilt.length === 0, `the graph writes over the edge of a box: ${spilt.join("; ")}`);
  const goal = (await links.first().getAttribute("href")).slice(1);
  await links.first().click();
  const top = await page.locator(`[id="${goal}"]`).evaluate((node) => node.getBoundingClientRect().top);
  check(top > -5 && top < 840, `a click in the graph does not lead to ${goal}`);
  await page.context().close();
};

// On paper nothing scrolls: what is too wide would be cut.
const printed = async (browser, file) => {
  const page = await open(browser, file, { width: 680, scheme: "light" });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  check(await page.locator("details:not([open])").count() === 0, "print: something stays closed");
  const split = await page.locator(".panel, .said li, .overview tr").evaluateAll((all) => all
    .filter((box) => getComputedStyle(box).breakInside !== "avoid").map((box) => box.textContent.slice(0, 60)));
  split.forEach((words) => problems.push(`print: may be split between pages: ${words}`));
  const cut = await page.locator(".formula, .plot > svg, .graph svg, pre, .said, .panels, .overview").evaluateAll((all) => all
    .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.getBoundingClientRect().right > innerWidth)
    .map((box) => box.textContent.slice(0, 60)));
  cut.forEach((words) => problems.push(`print: cut at the margin: ${words}`));
  await page.context().close();
};

const deepLink = async (browser, file) => {
  const page = await open(browser, file, VIEWS[0]);
  const id = await page.locator("#claims > .claim").last().getAttribute("id");
  await page.context().close();
  const linked = await open(browser, file, VIEWS[0], `?q=no+such+statement#${id}`);
  await linked.waitForTimeout(100);
  const target = linked.locator(`[id="${id}"]`);
  check(await target.isVisible(), "a deep link does not show a claim that the filters hide");
  const top = await target.evaluate((node) => node.getBoundingClientRect().top);
  check(top > -5 && top < 800, "a deep link does not scroll to its claim");
  await linked.context().close();
};

const explorable = async (browser, file, grid) => {
  const page = await open(browser, file, VIEWS[0]);
  await page.evaluate(() => { document.getElementById("claims").hidden = true; });  // nothing to wait for
  check(grid.length === 20, `expected 20 grid points, found ${grid.length}`);
  const found = await page.evaluate((settings) => settings.map(({ gamma, step, update, start }) => {
    const path = window.ganproof.trajectory(start, gamma, step, update);
    return {
      eigenvalues: window.ganproof.eigenvalues(gamma, step, update).map(({ re, im }) => [re, im]),
      radius: window.ganproof.radius(gamma, step, update),
      threshold: window.ganproof.threshold(gamma, update),
      taken: path.length - 1,
      end: path[path.length - 1],
    };
  }), grid);
  found.forEach((mine, index) => {
    const theirs = grid[index];
    const where = `gamma ${theirs.gamma}, step ${theirs.step}, ${theirs.update}`;
    mine.eigenvalues.sort(([a, b], [c, d]) => a - c || b - d);
    for (const key of ["eigenvalues", "radius", "threshold", "taken", "end"]) {
      const [a, b] = [[mine[key]].flat(2), [theirs[key]].flat(2)];
      check(a.length === b.length && a.every((value, at) => near(value, b[at])), `explorable, ${where}: ${key} is ${a}, Python says ${b}`);
    }
  });

  // What a reader types is what the figure shows.
  let reached = 0;
  for (const point of grid) {
    await page.fill("#dirac-gamma", String(point.gamma));
    await page.fill("#dirac-step", String(point.step));
    await page.check(`input[name="update"][value="${point.update}"]`);
    const radius = Number(await page.innerText("#dirac-radius"));
    check(Math.abs(radius - point.radius) <= 5e-4 * point.radius, `explorable shows radius ${radius}, Python says ${point.radius}`);
    const converges = await page.getAttribute("#dirac-verdict", "data-converges");
    check(converges === String(point.step < point.threshold), `explorable: wrong verdict at gamma ${point.gamma}, step ${point.step}`);
    reached += 1;
  }
  check(reached === 20, `only ${reached} of 20 settings were typed in`);
  await page.locator("#dirac-path .handle").scrollIntoViewIfNeeded();
  const box = await page.locator("#dirac-path").boundingBox();
  const handle = await page.locator("#dirac-path .handle").boundingBox();
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4, { steps: 4 });
  await page.mouse.up();
  const moved = [await page.inputValue("#dirac-theta"), await page.inputValue("#dirac-psi")].map(Number);
  check(Math.abs(moved[0] + 1.5) < 0.1 && Math.abs(moved[1] - 1.5) < 0.1, `dragging the start ends at ${moved}`);
  await page.context().close();
};

const [file, folder, gridFile] = process.argv.slice(2).map((path) => resolve(path));
if (!gridFile) {
  console.error("usage: node report_qa.mjs REPORT.html OUTPUT_FOLDER GRID.json");
  process.exit(2);
}
const grid = JSON.parse(await readFile(gridFile, "utf8"));
const { size } = await stat(file);
const papers = (await readFile(file, "utf8")).match(/ id="paper-/g)?.length ?? 1;
check(size < MOST * papers, `the page has ${size} bytes, for ${papers} papers`);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
const steps = {
  ...Object.fromEntries(VIEWS.map((view) => [`looks ${view.width}-${view.scheme}`, () => looks(browser, file, folder, view)])),
  "pictures on a page": () => pictures(browser, file, VIEWS[1]),
  "pictures on a phone": () => pictures(browser, file, VIEWS[3]),
  "what is said, on a page": () => sideBySide(browser, file, VIEWS[0]),
  "what is said, on a phone": () => sideBySide(browser, file, VIEWS[2]),
  "print": () => printed(browser, file),
  "filters": () => filters(browser, file),
  "deep links": () => deepLink(browser, file),
  "the explorable": () => explorable(browser, file, grid),
};
const asked = process.env.STEPS?.split(",");
for (const [name, step] of Object.entries(steps)) {
  if (asked && !asked.some((part) => name.includes(part))) continue;
  const before = problems.length;
  await step().catch((error) => problems.push(`${name}: a step did not finish: ${error.message}`));
  progress(`${name}: ${problems.length - before || "no"} problems`);
}
await browser.close();
await writeFile(join(folder, "problems.json"), JSON.stringify(problems, null, 1));
problems.forEach((problem) => console.error(problem));
console.log(problems.length ? `${problems.length} problems` : `no problems; screenshots in ${folder}`);
process.exit(problems.length ? 1 : 0);
