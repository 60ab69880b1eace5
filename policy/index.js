// Pulumi's launcher of policy packs compiles TypeScript itself where it is asked for it, with a compiler of its own; from here on Node does it.
import "./policyPack.ts";
