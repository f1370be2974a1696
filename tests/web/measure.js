/* What a page looks like to a reader, measured in the page: returns small letters, weak contrast, small targets. */
(smallest) => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const unseen = ".fz-unseen, .md-skip:not(:focus), script, style, noscript, option";

  const channels = (text) => {
    const found = text.match(/rgba?\(([^)]*)\)/);
    if (found) {
      const [red, green, blue, alpha = 1] = found[1].split(/[ ,/]+/).map(parseFloat);
      return { rgb: [red / 255, green / 255, blue / 255], alpha };
    }
    const mixed = text.match(/color\(srgb ([^)]*)\)/);
    const [red, green, blue, alpha = 1] = mixed[1].split(/[ /]+/).map(parseFloat);
    return { rgb: [red, green, blue], alpha };
  };
  const over = (above, below) => above.rgb.map((value, at) => value * above.alpha + below[at] * (1 - above.alpha));
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = channels(getComputedStyle(at).backgroundColor);
      if (layer.alpha) layers.push(layer);
      if (layer.alpha === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [1, 1, 1]);
  };
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((first, second) => first - second);
    return (light + 0.05) / (dark + 0.05);
  };
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim().slice(0, 20)}”`;

  const result = { letters: [], contrast: [], targets: [], least: 99, smallest: 999, narrowest: 999 };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || holder.closest(unseen) || !shown(holder) || !holder.getClientRects().length) continue;
    const style = getComputedStyle(holder);
    const size = parseFloat(style.fontSize);
    const ground = groundOf(holder);
    const ratio = contrast(over(channels(style.color), ground), ground);
    result.least = Math.min(result.least, ratio);
    result.smallest = Math.min(result.smallest, size);
    if (ratio < 6.995) result.contrast.push(`${ratio.toFixed(2)} ${name(holder)}`);
    if (size < smallest - 0.005) result.letters.push(`${size}px ${name(holder)}`);
  }

  /* WCAG 2.5.8 excepts links in running text. */
  const running = (element) => element.tagName === "A" && getComputedStyle(element).display === "inline";
  for (const target of document.querySelectorAll("a[href], button, summary, select, textarea, input, label[role=button], [tabindex='0']")) {
    if (!shown(target) || target.closest(unseen) || running(target)) continue;
    const label = target.closest("label");
    const box = (label || target).getBoundingClientRect();
    if (!box.width || target.matches(".md-toggle")) continue;
    result.narrowest = Math.min(result.narrowest, box.width, box.height);
    if (Math.min(box.width, box.height) < 47.995) result.targets.push(`${box.width.toFixed(1)}×${box.height.toFixed(1)} ${name(target)}`);
  }
  return result;
};
