/** The worker's end of `Questions`: the latest question counts, older ones are dropped. */

let wanted = null;
let running = false;

// A task of its own waits behind the messages that came before it.
const { port1, port2 } = new MessageChannel();
const turn = () => new Promise((resolve) => {
  port1.onmessage = resolve;
  port2.postMessage(null);
});

/** Whether a newer question has come; lets messages in, of which the last counts. */
export async function overtaken() {
  await turn();
  return wanted !== null;
}

/**
 * Answer every question from now on.
 * @param {(question: object, reply: (answer: object) => void) => Promise<void>} answer
 */
export function answerWith(answer) {
  onmessage = async ({ data }) => {
    wanted = data;
    if (running) return;
    running = true;
    while (await overtaken()) {
      const { key, question } = wanted;
      wanted = null;
      try {
        await answer(question, (found) => postMessage({ key, ...found }));
      } catch (error) {
        postMessage({ key, error: error.message });
      }
    }
    running = false;
  };
}
