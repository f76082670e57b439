/** Elements of the page. */

let count = 0;

/** Creates an element with properties and children. */
export function element(tag, properties = {}, ...children) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children);
  return created;
}

/** An id that no other part of the page has. */
export function uniqueId(prefix) {
  count += 1;
  return `live-figure-${prefix}-${count}`;
}
