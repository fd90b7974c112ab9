import type { IncomingMessage, ServerResponse } from "node:http";
import { getResponse, type RequestHandler } from "msw";
import type { Plugin } from "vite";

const ORIGIN = "http://localhost";

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const method = incoming.method ?? "GET";
  const body = method === "GET" || method === "HEAD" ? undefined : Buffer.concat(chunks).toString();
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  return new Request(new URL(incoming.url ?? "/", ORIGIN), { method, headers, ...(body ? { body } : {}) });
}

async function answer(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  response.headers.forEach((value, name) => {
    outgoing.setHeader(name, value);
  });
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** `npm run dev:mock`: the handlers of the unit tests answer the browser, so the pages can be seen without a backend. */
export function mockApi(): Plugin {
  return {
    name: "mock-api",
    configureServer(server) {
      const reply = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<boolean> => {
        const { handlers } = (await server.ssrLoadModule("/src/mocks/handlers.ts")) as {
          handlers: RequestHandler[];
        };
        const response = await getResponse(handlers, await toRequest(incoming));
        if (response) await answer(response, outgoing);
        return response !== undefined;
      };
      server.middlewares.use((incoming, outgoing, next) => {
        if (!/^\/(api|_allauth|log)\//.test(incoming.url ?? "")) return next();
        // A browser that goes away in the middle must not take the server with it.
        reply(incoming, outgoing).then((isAnswered) => isAnswered || next(), next);
      });
    },
  };
}
