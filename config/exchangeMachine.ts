import { accessSync, constants } from "node:fs";
import type { Environment } from "./authentication.ts";
import { isOnPath } from "./findProgram.ts";
import type { Report } from "./settingsError.ts";

/** Variables by which the scripts in `exchange/` sign in; of the two certificates one is given. */
const variables = {
  appId: "EXCHANGE_APP_ID",
  certificateFile: "EXCHANGE_CERTIFICATE_FILE",
  certificateThumbprint: "EXCHANGE_CERTIFICATE_THUMBPRINT",
} as const;

/**
 * Reports what this machine lacks to run the commands of Exchange.
 *
 * @param path of the setting because of which they are run.
 */
export function checkExchangeMachine(environment: Environment, path: string, report: Report): void {
  if (!isOnPath("pwsh", environment)) {
    report({
      path,
      message:
        "The program pwsh is not on the PATH. Install PowerShell 7 with the module ExchangeOnlineManagement, or remove exchange.apply.",
    });
  }
  const { appId, certificateFile, certificateThumbprint } = variables;
  const isMissing = (name: string) => (environment[name] ?? "") === "";
  if (isMissing(appId)) {
    report({
      path: appId,
      message:
        "This environment variable is missing. Set it to the id of the application that manages Exchange Online.",
    });
  }
  const given = [certificateFile, certificateThumbprint].filter((name) => !isMissing(name));
  if (given.length !== 1) {
    report({
      path: given[0] ?? certificateFile,
      message:
        given.length === 0
          ? `This environment variable is missing. Set it to the path of the application's certificate (PFX), or set ${certificateThumbprint} on Windows.`
          : `This environment variable is set beside ${certificateThumbprint}. Remove one of the two.`,
    });
  }
  if (!isMissing(certificateFile) && !isReadable(environment[certificateFile] ?? "")) {
    report({
      path: certificateFile,
      message: "The file that this environment variable names cannot be read. Correct its path.",
    });
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
