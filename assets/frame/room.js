/** The events of a room: that the teacher has moved, or how many follow. */

const [BASE] = import.meta.url.split("/actviz-assets/"); // the app's root, base path included

/** The address of a room's events. */
export function roomAddress(code) {
  return `${BASE}/actviz-follow/${encodeURIComponent(code)}`;
}

/** Hears the events of one room at a time; `heard(text)`, null when the room is over. */
export function roomEvents(heard, query = "") {
  let source = null;
  let room = "";
  const end = () => {
    source?.close();
    source = null;
  };
  return {
    /** Listens to the room with this code, "" for none; again where the server had refused. */
    listen(code) {
      if (code === room && (code === "" || source)) return;
      end();
      room = code;
      if (code === "") return;
      source = new EventSource(roomAddress(code) + query);
      source.addEventListener("message", ({ data }) => heard(data));
      const over = () => {
        end();
        heard(null);
      };
      source.addEventListener("over", over);
      // A lost line is taken up again by the browser; an answer that is no stream is not.
      source.addEventListener("error", () => {
        if (source?.readyState === EventSource.CLOSED) over();
      });
    },
  };
}
