/** The worker that trains: messages go to a session, see there. */

import { Session } from "./session.js";

// A task of its own waits behind the messages that came before it; timers would wait 4 ms more.
const { port1, port2 } = new MessageChannel();
let waiting = null;
port1.onmessage = () => waiting();

const session = new Session(
  (message, transfer) => postMessage(message, transfer),
  (task) => {
    waiting = task;
    port2.postMessage(null);
  },
  () => performance.now(),
);

onmessage = ({ data }) => session.receive(data);
