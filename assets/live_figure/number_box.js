export * from "./dom.js";
