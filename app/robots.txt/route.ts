import { readEnvironment } from "@/lib/read-environment";
import { makeRobots } from "@/server/doors/sharing/make-robots";
import { serveMade } from "@/server/text/pages/serve-made";

export const dynamic = "force-dynamic";

/** What robots may fetch. It comes from server/web, unless that cannot ask the database. */
export const GET = (request: Request) => serveMade(request, makeRobots(readEnvironment()));
