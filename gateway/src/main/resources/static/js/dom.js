const SVG = 'http://www.w3.org/2000/svg';

/** A new HTML element with attributes and children; text children stay text. */
export function html(name, attributes = {}, ...children) {
  return build(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, name), attributes, children);
}

function build(element, attributes, children) {
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(attribute, value);
  }
  element.append(...children);
  return element;
}

/** The parts of a module's own piece of the page, by their `data-part`. */
export function partsOf(root) {
  return Object.fromEntries([...root.querySelectorAll('[data-part]')].map((part) => [part.dataset.part, part]));
}

/** Sets a text, touching the page only when it differs. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Puts a text on the clipboard and says so on the button, or else selects the text for a copy by hand. */
export async function copy(button, text, source) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(source);
    return;
  }
  const label = button.textContent;
  button.textContent = 'Copied';
  setTimeout(() => setText(button, label), COPIED_MILLIS);
}

const COPIED_MILLIS = 2_000;
