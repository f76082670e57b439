/** Loads what the figure needs by URL, each address once per page. */

const loaded = new Map();
const asset = (name) => new URL(`../${name}`, import.meta.url).href;

function once(address, start) {
  if (!loaded.has(address)) {
    const promise = new Promise(start);
    loaded.set(address, promise);
    // Forget a failure, so that the next message of the server is a new attempt.
    promise.catch(() => loaded.delete(address));
  }
  return loaded.get(address);
}

/** Resolves to Plotly from the script at `path`. */
export function loadPlotly(path) {
  const address = new URL(path, document.baseURI).href;
  return once(address, (resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () =>
      window.Plotly ? resolve(window.Plotly) : reject(new Error(`no Plotly in ${address}`));
    script.onerror = () => {
      script.remove();
      reject(new Error(`Plotly did not load from ${address}`));
    };
    document.head.append(script);
  });
}

/** Resolves when the style sheet of that name in the assets applies. */
export function loadStyles(name) {
  const address = asset(name);
  return once(address, (resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`the style sheet did not load from ${address}`));
    };
    document.head.append(link);
  });
}

/** A worker that runs the module of that name in the assets. */
export function startWorker(name) {
  return new Worker(asset(name), { type: "module" });
}

/** Resolves to the bytes at an address, as an ArrayBuffer. */
export async function loadBytes(address) {
  const answer = await fetch(new URL(address, document.baseURI));
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.arrayBuffer();
}

/** Resolves to the module of that name in the assets. */
export function loadModule(name) {
  return import(asset(name));
}
