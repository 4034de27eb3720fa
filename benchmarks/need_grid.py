"""The needs grid in headless Chromium: `python benchmarks/need_grid.py http://127.0.0.1:8000 mx-2027-2028`.

The server must run with the round's needs public or with `--session KEY` of someone who sees them. Prints the time to
the page's first paint and to the grid with its rows, the size of the data (sent, unpacked), the time of a filter, and
how many cells were blank in 60 steps of scrolling, each looked at as soon as the browser has drawn it once.
"""

import argparse
import time

from playwright.sync_api import Page, sync_playwright

STEPS = 60
FIRST_PAINT_MS, FILTER_MS = 1000, 300

PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
DATA = "performance.getEntriesByType('resource').filter(one => one.name.includes('data.json'))[0]"
READY = "Number(document.querySelector('[data-grid]').dataset.ready)"

FILTER = """async (words) => {
  const root = document.querySelector('[data-grid]');
  const box = root.querySelector('input[type=search]');
  const begun = performance.now();
  const drawn = (done) => requestAnimationFrame(() => requestAnimationFrame(done));
  const shown = new Promise((done) => new MutationObserver(() => drawn(done))
    .observe(root, { attributes: true, attributeFilter: ['data-shown'] }));
  box.value = words;
  box.dispatchEvent(new Event('input'));
  await shown;
  return [performance.now() - begun, Number(root.dataset.shown)];
}"""

# A place is blank where no drawn cell with text or a figure covers it: points of a mesh over the scrolled columns.
SCROLL = """async (steps) => {
  const grid = document.querySelector('revo-grid');
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const box = grid.getBoundingClientRect();
  let blank = 0, looked = 0, worst = 0;
  for (let step = 1; step <= steps; step += 1) {
    const begun = performance.now();
    await grid.scrollToRow(Math.floor(step * 3700 / steps));
    await grid.scrollToColumnIndex(step % 55);
    await frame();
    worst = Math.max(worst, performance.now() - begun);
    for (let y = box.top + 110; y < Math.min(box.bottom, innerHeight) - 60; y += 32) {
      for (let x = box.left + 660; x < box.right - 40; x += 60) {
        looked += 1;
        const there = document.elementFromPoint(x, y);
        if (!there?.closest('.rgCell, [role=gridcell], revogr-header')) blank += 1;
      }
    }
  }
  return [blank, looked, worst];
}"""


def main() -> None:
    """Open the grid, filter, scroll, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("server")
    asked.add_argument("round")
    asked.add_argument("--session", default="")
    told = asked.parse_args()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 1400}, locale="en")
        if told.session:
            context.add_cookies([{"name": "sessionid", "value": told.session, "url": told.server}])
        page = context.new_page()
        address = f"{told.server}/rounds/{told.round}/needs/"
        for visit in ("cold", "warm"):
            page.goto(address)
            page.wait_for_selector("[data-grid][data-ready]", timeout=20_000, state="attached")
            print(f"{visit}: {_opening(page)}")
        for words in ("paracetamol", "010.000", "tableta"):
            took, shown = page.evaluate(FILTER, words)
            print(f"filter {words!r}: {took:.0f} ms to {shown} rows (reach {FILTER_MS} ms)")
        page.evaluate(FILTER, "")
        time.sleep(0.3)
        blank, looked, worst = page.evaluate(SCROLL, STEPS)
        print(f"scrolling: {STEPS} steps, {blank} of {looked} places blank, slowest step {worst:.0f} ms")
        browser.close()


def _opening(page: Page) -> str:
    paint, ready = page.evaluate(PAINT), page.evaluate(READY)
    sent, size, took = page.evaluate(
        f"(() => {{ const one = {DATA}; return [one.encodedBodySize, one.decodedBodySize, one.duration]; }})()"
    )
    return (
        f"first paint {paint:.0f} ms (reach {FIRST_PAINT_MS} ms), rows shown {ready:.0f} ms, "
        f"data {sent / 1e6:.2f} MB sent, {size / 1e6:.2f} MB unpacked, {took:.0f} ms"
    )


if __name__ == "__main__":
    main()
