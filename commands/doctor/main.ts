/**
 * `npm run doctor`: what stands in the way of mail? See `usage` in `arguments.ts`. It changes nothing, so it is safe in a pull request; it
 * needs what a `pulumi preview` needs.
 */
import { readArguments, usage } from "./arguments.ts";
import { diagnose } from "./diagnose.ts";
import { formats } from "./formats.ts";
import { readMailSignIn } from "./mailSignIn.ts";
import { pulumiOf } from "./pulumi.ts";
import { fails } from "./report.ts";
import { readStack } from "./stack.ts";

const args = process.argv.slice(2);
try {
  if (args.includes("--help")) {
    console.log(usage);
  } else {
    const wanted = readArguments(args);
    const stack = await readStack(pulumiOf(wanted.stack), process.env);
    const report = await diagnose(stack, {
      mail: wanted.mail,
      mailSignIn: readMailSignIn(wanted.mailSignIn, stack, process.env),
      environment: process.env,
      now: new Date(),
    });
    console.log(formats[wanted.format](report));
    process.exitCode = fails(report) ? 1 : 0;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
