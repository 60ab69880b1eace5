import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { readVariable, type Environment } from "./environment.ts";

/** The azuread provider's settings, each from Pulumi's configuration or, where it is silent, from the environment. */
export interface DeployerSettings {
  /**
   * A setting; undefined where it is set nowhere or empty.
   *
   * @param name as in the configuration, without `azuread:`.
   * @param variables environment variables, of which the first one with a value counts.
   */
  text(name: string, ...variables: readonly string[]): string | undefined;
  /** A setting that is on or off. */
  flag(name: string, variable: string, byDefault: boolean): boolean;
  /**
   * What the file holds that a setting names, without blanks around it; undefined where it names none or an empty one.
   *
   * @throws Error One sentence: the file cannot be read.
   */
  file(name: string, variable: string): string | undefined;
}

/** @param settings Pulumi's flat configuration: `azuread:clientId` and so on; other namespaces are ignored. */
export function deployerSettings(settings: Environment, environment: Environment): DeployerSettings {
  const text: DeployerSettings["text"] = (name, ...variables) => {
    const value = readVariable(settings, `azuread:${name}`) ?? readVariable(environment, ...variables);
    return value?.trim() === "" ? undefined : value?.trim();
  };
  return {
    text,
    flag(name, variable, byDefault) {
      const value = text(name, variable);
      // What the provider, written in Go, takes for true.
      return value === undefined ? byDefault : /^(1|t|true)$/i.test(value);
    },
    file(name, variable) {
      const path = text(name, variable);
      if (path === undefined) return undefined;
      try {
        const content = readFileSync(path, "utf8").trim();
        return content === "" ? undefined : content;
      } catch {
        throw unreadable(path, variable);
      }
    },
  };
}

/**
 * Reads a token from its file.
 *
 * @param variable where the file is named, for the message.
 * @throws Error One sentence: the file cannot be read, or is empty.
 */
export async function readTokenFile(path: string, variable: string): Promise<string> {
  const token = await readFile(path, "utf8").catch(() => {
    throw unreadable(path, variable);
  });
  if (token.trim() !== "") return token.trim();
  throw new Error(`${variable} names ${path}, which is empty; let the pipeline write its token there first.`);
}

function unreadable(path: string, variable: string): Error {
  return new Error(
    `${variable} names ${path}, which cannot be read; set it to a file that this run may read.`,
  );
}
