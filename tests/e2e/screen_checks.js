// Evaluated in the page by test_every_screen.py, next to axe; each check gives a list of what is wrong.
window.checks = {
  /** What axe objects to, element by element. */
  async violations(tags) {
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, any }) =>
          `${id}: ${target.join(" ")} ${any.map(({ message }) => message).join("; ")}`,
      ),
    );
  },

  /** What a finger could miss: less than `least` px wide or high. */
  smallTargets(least) {
    const wanted =
      "button, a[href], input:not([type=file]), textarea, summary, [role=switch]";
    return (
      [...document.querySelectorAll(wanted)]
        // As wide as a length of time on a chart: a list beside it leads to the same.
        .filter(
          (element) =>
            !element.matches('.sr-only, [tabindex="-1"], [data-scale]'),
        )
        .filter((element) =>
          element.checkVisibility({ visibilityProperty: true }),
        )
        .map((element) => ({ element, ...reach(element) }))
        .filter(
          ({ width, height }) => width < least - 0.5 || height < least - 0.5,
        )
        .map(
          ({ element, width, height }) =>
            `${nameOf(element)} ${Math.round(width)} x ${Math.round(height)} px`,
        )
    );
  },

  /** Keys that stand where their words should: the screen came without that set of words. */
  withoutWords(keys) {
    const known = new Set(keys);
    return document.body.innerText
      .split(/\s+/)
      .filter((word) => known.has(word));
  },

  /** What sticks out to the right, if the page scrolls sideways. */
  tooWide() {
    if (document.scrollingElement.scrollWidth <= innerWidth) return [];
    const all = [...document.querySelectorAll("body *")];
    return all
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .map(nameOf);
  },
};

/**
 * The element's box, grown by a ::before or ::after that lies around it to catch fingers; of a box to tick that stands in
 * its label the label's, which takes the tap for it.
 */
function reach(element) {
  const label =
    element.matches("[type=radio], [type=checkbox]") &&
    element.closest("label");
  const box = (label || element).getBoundingClientRect();
  let { width, height } = box;
  for (const part of ["::before", "::after"]) {
    const style = getComputedStyle(element, part);
    if (style.content === "none" || style.position !== "absolute") continue;
    const [top, right, bottom, left] = [
      style.top,
      style.right,
      style.bottom,
      style.left,
    ].map((side) => parseFloat(side) || 0);
    width = Math.max(width, box.width - left - right);
    height = Math.max(height, box.height - top - bottom);
  }
  return { width, height };
}

function nameOf(element) {
  const words = (element.getAttribute("aria-label") ?? element.textContent)
    .trim()
    .slice(0, 20);
  return `${element.tagName.toLowerCase()}.${element.className} "${words}"`;
}
