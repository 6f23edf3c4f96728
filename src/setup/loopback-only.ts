import type { IncomingMessage } from "node:http";
import { isLoopbackName } from "../loopback.ts";

const proxyHeader = /^(?:x-forwarded-.*|forwarded|via|x-real-ip)$/;

/**
 * Why a request does not come from a person at this machine, or undefined when it does. The server listens on loopback
 * only; this also stops a foreign web page in that person's browser: by a host name that resolves to 127.0.0.1 (DNS
 * rebinding), or by a form that posts here.
 */
export function findForeignSign(request: IncomingMessage): string | undefined {
  const from = request.socket.remoteAddress ?? "";
  if (from !== "::1" && !/^(?:::ffff:)?127\./.test(from)) return "This page opens on the machine itself only.";
  // A reverse proxy on this machine brings in the whole internet, and may even name the host as 127.0.0.1.
  if (Object.keys(request.headers).some((name) => proxyHeader.test(name))) {
    return "This came through a proxy. Open the page on the machine itself, or through an SSH tunnel.";
  }
  const host = request.headers.host ?? "";
  // Any port: through an SSH tunnel the browser sees another one.
  const hostname = /^(\[::1\]|[^:[\]/@\s]+)(?::\d{1,5})?$/.exec(host)?.[1];
  if (hostname === undefined || !isLoopbackName(hostname)) {
    return "Open this page as http://127.0.0.1 or http://localhost, with the port.";
  }
  const { origin } = request.headers;
  const isWrite = request.method !== "GET" && request.method !== "HEAD";
  if (isWrite && origin !== undefined && origin !== `http://${host}`) return "Another web page sent this form.";
  return undefined;
}
