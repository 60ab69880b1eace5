import { Hono } from "hono";
import { z } from "zod";
import { readBody } from "../body.ts";
import { ApiError } from "../errors.ts";
import type { XcallyServer } from "../server.ts";

const loginSchema = z.object({ name: z.string(), password: z.string() });

/** `POST /api/auth/local {name, password}` answers `{token}` for `Authorization: Bearer`. */
export function loginRoutes({ users }: XcallyServer): Hono {
  const routes = new Hono();
  routes.post("/local", async (context) => {
    const login = loginSchema.safeParse(await readBody(context.req.raw));
    if (!login.success) throw new ApiError(422, "name and password are required");
    const user = users.byPassword(login.data.name, login.data.password);
    if (!user) throw new ApiError(401, "The user name or the password is not correct");
    return context.json({ token: await users.issueSession(user) });
  });
  return routes;
}
