/**
 * What makes a program start sooner and ask less of Pulumi's runtime (docs/speed.md says how much). To be imported before everything else, and
 * `xcally-mail-authentication/lean` in programs of others.
 */
import "./lazyLibraries.ts";
import { useLeanRuntime } from "./leanRuntime.ts";

useLeanRuntime();
