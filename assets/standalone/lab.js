/** A run of the training lab in a file: what steers it stands above its pictures. */

import receive from "../views/training/device.js";

const UNSEEN = ["run", "look"];

/** @param {object[]} parts messages of `actviz/views/training/device.py` */
export function lab(parts) {
  const figures = document.getElementById("figures");
  figures.className = "st-key-training_pictures";
  const steer = Object.assign(document.createElement("div"), { className: "lab-steer" });
  figures.before(steer);
  for (const message of parts) {
    const root = Object.assign(document.createElement("div"), { className: "training-device" });
    const place = document.createElement("div");
    place.className = `lab-part st-key-training_${message.part}`;
    place.hidden = UNSEEN.includes(message.part);
    place.append(root);
    steer.append(place);
    receive(root, message, answering(root, message));
  }
}

/** In the server's place: what is told was heard, and a choice holds. */
function answering(root, message) {
  const { look } = message;
  const send = (_name, { events }) => {
    for (const { serial, event, racer, rate } of events) {
      look.heard = serial;
      if (event === "racer") look.racer = racer;
      if (event === "rate") look.rate = rate;
    }
    setTimeout(() => receive(root, message, send));
  };
  return send;
}
