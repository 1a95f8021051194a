// The few parts of Node and of ms that the service uses, so that it needs no further packages to be compiled.
declare module "http" {
  interface Request {
    url?: string;
    method?: string;
  }
  interface Response {
    writeHead(status: number, headers: Record<string, string>): Response;
    end(body?: string): void;
  }
  interface Answer {
    statusCode?: number;
    resume(): void;
  }
  interface Server {
    listen(port: number, then?: () => void): Server;
    close(then?: () => void): Server;
    closeAllConnections?(): void;
    on(event: "error", then: (error: Error) => void): Server;
    address(): { port: number };
  }
  interface Asking {
    on(event: "error", then: (error: Error) => void): Asking;
  }
  export function createServer(answer: (request: Request, response: Response) => void): Server;
  export function get(address: string, options: { timeout: number }, then: (answer: Answer) => void): Asking;
}

declare module "ms" {
  function ms(text: string): number | undefined;
  function ms(milliseconds: number, options?: { long: boolean }): string;
  export = ms;
}

declare const process: {
  argv: string[];
  env: Record<string, string | undefined>;
  exitCode?: number;
  exit(code: number): never;
  on(event: "SIGTERM" | "SIGINT", then: () => void): void;
};
