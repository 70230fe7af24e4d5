import { local } from '../../../bin/environments/local';
import { ImageName, ProcessSpec, RoleRuntime } from '../../../lib/config/role-runtime';
import { runtimeOf } from '../../../lib/config/runtime';
import { planPlatform } from '../../../lib/planner/planner';

/** A program that some pod of the platform starts. */
export interface StartedProgram {
  readonly image: ImageName;
  readonly classPath: string;
  readonly mainClass: string;
}

/** A class path and a main class, in a command or in a script of one. */
const STARTED = /-cp (\S+) ([\w$]+(?:\.[\w$]+)+)/g;

/** Every Java program that pods start: processes, steps before them, checks, what runs before a stop, scripts. */
export function startedPrograms(): StartedProgram[] {
  const plan = planPlatform(local);
  const programs = plan.roles.flatMap((role) => programsOf(runtimeOf(plan, role)));
  const unique = new Map(programs.map((program) => [JSON.stringify(program), program]));
  return [...unique.values()];
}

function programsOf({ init, processes, files }: RoleRuntime): StartedProgram[] {
  const ofProcesses = [...init, ...processes].flatMap((process) =>
    textsOf(process).flatMap((text) => programsIn(process.image, text)),
  );
  // Scripts among a role's files run in the image of its processes.
  const image = processes[0]?.image ?? 'hadoop';
  return [...ofProcesses, ...Object.values(files).flatMap((text) => programsIn(image, text))];
}

function textsOf({ command, startup, readiness, liveness, preStop }: ProcessSpec): string[] {
  const commands = [command, startup?.command, readiness?.command, liveness?.command, preStop];
  return commands.flatMap((words) => (words === undefined ? [] : [words.join(' ')]));
}

function programsIn(image: ImageName, text: string): StartedProgram[] {
  const words = text.replace(/["'\\]/g, ' ').replace(/\s+/g, ' ');
  return [...words.matchAll(STARTED)].map(([, classPath = '', mainClass = '']) => ({
    image,
    classPath,
    mainClass,
  }));
}
