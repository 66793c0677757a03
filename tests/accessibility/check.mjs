// Opens every page that it is told of in a real browser: at the width of a phone and of a desk, light and dark.
// Says each finding of axe-core, each word of the browser's console and each page that is wider than its screen.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const { base, pages, folder, browser: executablePath } = JSON.parse(readFileSync(0, "utf8"));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
const NARROWEST = 320; // pixels of a page at 400 %: what WCAG asks of reflow
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const EVERYTHING = { runOnly: { type: "tag", values: TAGS } };
// In the dark a page has the same elements in the same places: its colours alone can be wrong.
const COLOURS = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

const found = [];
let looked = 0;
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const runs = Object.entries(SIZES).flatMap(([size, viewport]) => [
  { name: `${size}-light`, viewport, colorScheme: "light", rules: EVERYTHING },
  { name: `${size}-dark`, viewport, colorScheme: "dark", rules: COLOURS },
]);
await Promise.all(runs.map(lookAtAll));
await browser.close();
for (const line of found.sort()) console.error(line);
console.log(`${looked} pages looked at, ${found.length} findings; the pictures are in ${folder}`);
process.exitCode = found.length || !looked ? 1 : 0;

async function lookAtAll({ name, viewport, colorScheme, rules }) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
  const tab = await context.newPage();
  let tell = () => {};
  tab.on("console", (said) => tell(`the browser says: ${said.text()}`));
  tab.on("pageerror", (error) => tell(`a script failed: ${error.message}`));
  for (const page of pages) {
    // A browser repeats every answer from 400 on in its console; which one is wanted is checked below.
    const wanted = page.status < 400 ? null : `status of ${page.status} `;
    tell = (what) => wanted && what.includes(wanted) || found.push(`${page.name}, ${name}: ${what}`);
    await look(tab, page, rules, tell);
    if (page.pictured) await tab.screenshot({ path: `${folder}/${page.name}-${name}.png`, fullPage: true });
    looked += 1;
  }
  await useKeys(tab, (what) => found.push(`${name}: ${what}`));
  await context.close();
}

// The first key leads past the top of the page, and everything that can be reached shows that it was.
async function useKeys(tab, tell) {
  await tab.goto(base + pages[0].path);
  await tab.keyboard.press("Tab");
  const skip = await tab.evaluate(() => document.activeElement.getBoundingClientRect().top);
  if (skip < 0) tell("the link to the content can't be seen when it has the focus");
  await tab.keyboard.press("Enter");
  const main = await tab.evaluate(() => document.activeElement.tagName);
  if (main !== "MAIN") tell(`the link to the content leads to ${main}`);
  for (let key = 0; key < 20; key += 1) {
    await tab.keyboard.press("Tab");
    const unseen = await tab.evaluate(() => {
      const [it, styles] = [document.activeElement, (after) => getComputedStyle(document.activeElement, after)];
      return it !== document.body && styles().outlineStyle === "none" && styles("::after").outlineStyle === "none" && it.outerHTML;
    });
    if (unseen) tell(`the focus can't be seen at ${unseen}`);
  }
}

async function look(tab, { path, status }, rules, tell) {
  const answer = await tab.goto(base + path, { waitUntil: "load" });
  if (answer.status() !== status) tell(`${path} answers ${answer.status()}, not ${status}`);
  const size = tab.viewportSize();
  for (const width of size.width < 500 ? [size.width, NARROWEST] : [size.width]) {
    await tab.setViewportSize({ ...size, width });
    const wider = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) tell(`${path} is ${wider} pixels wider than a screen of ${width}`);
  }
  await tab.setViewportSize(size);
  await tab.evaluate(AXE);
  const { violations, passes } = await tab.evaluate((asked) => globalThis.axe.run(document, asked), rules);
  if (!passes.length) tell("axe-core has looked at nothing");
  for (const { id, impact, help, nodes } of violations) {
    for (const { html, failureSummary } of nodes) {
      tell(`${id} (${impact}): ${help}\n  ${html}\n  ${failureSummary.replaceAll("\n", "\n  ")}`);
    }
  }
}
