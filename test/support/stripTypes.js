import { stripTypeScriptTypes } from "node:module";

/** Jest's transform: strips the types as Node itself does when it runs the program, and changes nothing else. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
};
