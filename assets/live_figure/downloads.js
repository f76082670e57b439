export * from "./chart/downloads.js";
