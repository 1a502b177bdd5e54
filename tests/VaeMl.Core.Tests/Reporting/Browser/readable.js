// Returns what is wrong with the page as it is laid out: one sentence for each fault.
() => {
  const tolerance = 1, least = 4.5, faults = new Set();
  const named = text => `'${text.trim().replace(/\s+/g, ' ').slice(0, 60)}'`;
  const styles = new Map();
  const style = element => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);

  // Generated text becomes elements, which can be measured.
  for (const element of document.body.querySelectorAll('*')) {
    const before = getComputedStyle(element, '::before');
    if (before.content.startsWith('"') && before.display !== 'none') {
      const span = element.ownerDocument.createElement('span');
      span.textContent = JSON.parse(before.content);
      for (const name of ['float', 'margin', 'color', 'font', 'display'])
        span.style[name] = before[name];
      element.prepend(span);
      element.setAttribute('data-measured', '');
    }
  }
  const measured = document.head.appendChild(document.createElement('style'));
  measured.textContent = '[data-measured]::before{content:none!important}';

  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const parent = node.parentElement;
    if (!node.data.trim() || style(parent).visibility !== 'visible')
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const svgText = parent.closest('text');
    const boxes = svgText ? [svgText.getBoundingClientRect()] : [...range.getClientRects()];
    // A tooltip has none.
    if (!parent.closest('title'))
      texts.push(...boxes.filter(box => box.width > 0 && box.height > 0).map(box => ({ node, parent, box, svgText })));
  }

  // Overlaps.
  const byTop = texts.toSorted((a, b) => a.box.top - b.box.top);
  for (const [i, a] of byTop.entries())
    for (let k = i + 1; k < byTop.length && byTop[k].box.top < a.box.bottom - tolerance; k++) {
      const b = byTop[k];
      if (a.node !== b.node && Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > tolerance && Math.min(a.box.bottom, b.box.bottom) - b.box.top > tolerance)
        faults.add(`${named(a.node.data)} overlaps ${named(b.node.data)}`);
    }

  // Cuts.
  const scrolls = (element, axis) => ['auto', 'scroll'].includes(style(element)[`overflow${axis}`]);
  const windowOf = svg => {
    if (!svg.ownerSVGElement)
      return svg.getBoundingClientRect();
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(name => svg[name].baseVal.value);
    const matrix = svg.parentElement.getScreenCTM();
    return DOMRect.fromRect({ x: matrix.a * x + matrix.e, y: matrix.d * y + matrix.f, width: matrix.a * width, height: matrix.d * height });
  };
  const page = document.documentElement;
  for (const { node, parent, box } of texts) {
    if (box.left < -tolerance || box.right > page.clientWidth + tolerance)
      faults.add(`${named(node.data)} leaves the page`);
    for (let element = parent; element !== page; element = element.parentElement) {
      const isSvg = element instanceof SVGSVGElement;
      if (style(element).overflow === 'visible' || element instanceof SVGElement && !isSvg)
        continue;
      const window = isSvg ? windowOf(element) : element.getBoundingClientRect();
      if (!scrolls(element, 'X') && (box.left < window.left - tolerance || box.right > window.right + tolerance)
        || !scrolls(element, 'Y') && (box.top < window.top - tolerance || box.bottom > window.bottom + tolerance))
        faults.add(`${named(node.data)} is cut by <${element.localName}>`);
    }
  }
  for (const element of [page, ...document.querySelectorAll('body *:not(svg *)')])
    if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + tolerance && !scrolls(element, 'X'))
      faults.add(`<${element.localName}> is ${element.clientWidth} px wide, its content ${element.scrollWidth}: ${named(element.textContent)}`);

  // Contrast by WCAG 2.
  const rgba = text => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return parts.length < 4 ? [...parts, 1] : parts;
  };
  const over = (top, below) => top.slice(0, 3).map((c, k) => top[3] * c + (1 - top[3]) * below[k]);
  const luminance = colour => {
    const [r, g, b] = colour.map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const canvas = matchMedia('(prefers-color-scheme:dark)').matches && !matchMedia('print').matches ? [18, 18, 18] : [255, 255, 255];
  const behind = element => element ? over(rgba(style(element).backgroundColor), behind(element.parentElement)) : canvas;
  for (const { node, parent, svgText } of texts) {
    const ground = behind(parent), ink = rgba(svgText ? style(parent).fill : style(parent).color);
    if (svgText)
      ink[3] *= style(parent).fillOpacity;
    for (let element = parent; element; element = element.parentElement)
      ink[3] *= style(element).opacity;
    const [dark, light] = [luminance(over(ink, ground)), luminance(ground)].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < least)
      faults.add(`${named(node.data)} has a contrast of ${contrast.toFixed(2)}`);
  }

  // Axes: besides the numbers at their ticks a plot has a name below and a turned one at its side; a name with a tooltip was cut short.
  for (const plot of document.querySelectorAll('svg[role=img]')) {
    const labels = [...plot.querySelectorAll('text')], bottom = text => text.getBoundingClientRect().bottom;
    const lowest = Math.max(...labels.map(bottom));
    const names = labels.filter(text => /[^\d.,\s−e-]/.test(text.textContent) && (text.getCTM().b !== 0 || bottom(text) === lowest));
    if (names.length !== 2)
      faults.add(`the plot ${named(plot.getAttribute('aria-label'))} has an axis without a name`);
    for (const name of names.filter(text => text.querySelector('title')))
      faults.add(`the axis ${named(name.textContent)} has its name cut short`);
  }
  return [...faults];
}
