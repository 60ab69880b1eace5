/**
 * What makes a program start sooner and ask less of Pulumi's runtime (docs/speed.md says how much). To be imported before everything else; programs of
 * others import it as `xcally-mail-authentication/lean`.
 */
import "./lazyLibraries.ts";
import { useLeanRuntime } from "./leanRuntime.ts";

useLeanRuntime();
