export const PLAN_HELP = `
Without an environment, all of them are shown in a line each.

Examples:
  cdk-hadoop plan                        all environments
  cdk-hadoop plan prod                   one in full: roles, machines, volumes, settings, findings, price
  cdk-hadoop plan prod --figures         with the arithmetic of every figure
  cdk-hadoop plan prod --why datanode.heapMiB   its inputs, and what would change it
  cdk-hadoop plan prod --why pool.masters.instanceType
  cdk-hadoop plan prod --json | jq '.plan.findings'
  cdk-hadoop plan prod --html prod.html  as a page to open in a browser; it needs no network
  cdk-hadoop plan --environments fleet.json
`;

export const MANIFESTS_HELP = `
Without --out, all objects go to the standard output as one stream of YAML, in the order in which to apply them.
With it, each payload is a file with a numbered name. A later run replaces its own files, and no others.

On AWS, ids of static volumes are known once they are deployed. Collect them from the stack that has them:
  aws ec2 describe-volumes --filters Name=tag:aws:cloudformation:stack-name,Values=prod-Data \\
    --query "Volumes[].{id: VolumeId, claim: Tags[?Key=='cdk-hadoop:claim'] | [0].Value}" |
    jq 'map({(.claim): .id}) | add' > volumes.json

Examples:
  cdk-hadoop manifests local | kubectl apply --server-side -f -
  cdk-hadoop manifests local --out out/local && kubectl apply -f out/local
  cdk-hadoop manifests prod --out out/prod --volumes volumes.json
`;

export const LOCK_HELP = `
Commit the file once the platform is deployed. All commands that plan, and the app, read it from the directory that they
run in: the plan has no less of what is locked, and something else only where a target forces it (finding lock/forced).

Examples:
  cdk-hadoop lock prod                   after a deploy
  cdk-hadoop lock prod --check           in CI: fail if a target forced something that is not committed yet
  cdk-hadoop diff prod --with prod --fresh   what a fresh plan would change, and save
  cdk-hadoop lock prod --fresh           take that plan
`;

export const PROGRAM_HELP = `
Examples:
  cdk-hadoop plan                        all environments in a line each
  cdk-hadoop plan prod                   the plan of one as tables
  cdk-hadoop plan prod --json            the same for programs
  cdk-hadoop manifests local             the Kubernetes half, for kubectl or GitOps
  cdk-hadoop apply local                 apply it, and wait until every pod is ready
  cdk-hadoop status local                what Kubernetes and the products say
  cdk-hadoop delete local                take it away; the data stays
  cdk-hadoop what-if prod --lose-zone 1a what holds, what is at risk, for how long
  cdk-hadoop diff prod --with prod.json  what a change does, against a saved plan
  cdk-hadoop recommend prod --prometheus http://localhost:9090    what measured use says
  cdk-hadoop calibrate prod --from ycsb.txt    measured beside assumed, and what changes

Exit codes:
  0    done; status: healthy; what-if: all holds
  1    a defect of cdk-hadoop (CDK_HADOOP_DEBUG=1 shows where)
  2    a wrong option, file or description, or a cluster that the description does not fit: nothing was changed
  3    status: something is not as planned; diff: a check failed; what-if: something does not hold
  4    the cluster does not answer, refuses, or is not ready in time
  130  ended by Ctrl-C
`;

export const APPLY_HELP = `
Compares the plan with the cluster (zones, room, storage, version, addresses) and tells all that does not fit before
anything is applied. Then the server checks every object, and each is applied on the server's side, in order.
Applying again changes nothing that is as described.

Examples:
  cdk-hadoop apply local --zones-from-cluster      on any Kubernetes with three labelled zones
  cdk-hadoop apply local --dry-run                 the server checks all, and changes nothing
  cdk-hadoop apply local --no-wait && cdk-hadoop status local
`;

export const STATUS_HELP = `
Asks the pods through the API server, all at the same time and for a few seconds at most; what does not answer is named.
The JSON of --json is described in docs/status.md.

Examples:
  cdk-hadoop status local
  cdk-hadoop status local --json | jq '.problems'

Exit codes: 0 healthy; 3 something is not as planned; 4 the cluster does not tell.
`;

export const DELETE_HELP = `
Deletes the workloads, those that use others first. Claims, volumes and the namespace stay, and the next apply finds
them again. To delete the data too, say so twice: --delete-data --yes NAME.

Examples:
  cdk-hadoop delete local
  cdk-hadoop delete local --delete-data --yes local
`;

export const DIFF_HELP = `
The plan before is saved by cdk-hadoop plan <environment> --json > FILE.json, for instance on the main branch.
The description of today is the plan after. docs/plan-json.md has the files and a check for pull requests.

--fail-on:
  any        the plans differ
  restart    pods restart, by themselves or with their nodes
  replace    nodes or volumes are replaced
  by-hand    a deploy alone does not do it
  data       data, or a copy of it, is at stake

Examples:
  cdk-hadoop diff prod --with prod.json
  cdk-hadoop diff prod --with staging
  cdk-hadoop diff prod --with prod.json --markdown > comment.md
  cdk-hadoop diff prod --with prod.json --fail-on data --fail-on replace --max-increase 10%

Exit codes: 0 compared, and no check failed; 3 a check failed; 2 a wrong option, file or description.
`;

export const CALIBRATE_HELP = `
Takes what tools measured on a platform, makes it the planner's numbers (of a vCPU, of a server), and shows each beside
the assumption, and what the plan becomes with it. Several files, and several runs in one, are repetitions.
docs/calibrate.md says how to measure.

Examples:
  cdk-hadoop calibrate prod --from ycsb-c.txt
  cdk-hadoop calibrate prod --from reads-1.log reads-2.log reads-3.log --region-server-vcpus 48
  npm run --silent calibrate local > measured.jsonl && cdk-hadoop calibrate local --from measured.jsonl
  cdk-hadoop calibrate prod --from measured.jsonl --write calibration.json
`;
