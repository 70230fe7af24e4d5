export const PLAN_HELP = `
Without an environment, lists all of them, one per line.

Examples:
  cdk-hadoop plan                        all environments, one per line
  cdk-hadoop plan prod                   one in full: roles, machines, volumes, settings, findings, price
  cdk-hadoop plan prod --figures         with the rule and source of every figure
  cdk-hadoop plan prod --why datanode.heapMiB   its inputs, and what would change it
  cdk-hadoop plan prod --why pool.masters.instanceType
  cdk-hadoop plan prod --json | jq '.plan.findings'
  cdk-hadoop plan prod --html prod.html  as a web page that needs no network
  cdk-hadoop plan --environments fleet.json
`;

export const MANIFESTS_HELP = `
Without --out, prints all objects to standard output as one YAML stream, in the order to apply them.
With --out, writes numbered files. A later run replaces its own files and no others.

On AWS, the IDs of static volumes are known after the deployment. Read them from the data stack:
  aws ec2 describe-volumes --filters Name=tag:aws:cloudformation:stack-name,Values=prod-Data \\
    --query "Volumes[].{id: VolumeId, claim: Tags[?Key=='cdk-hadoop:claim'] | [0].Value}" |
    jq 'map({(.claim): .id}) | add' > volumes.json

Examples:
  cdk-hadoop manifests local | kubectl apply --server-side -f -
  cdk-hadoop manifests local --out out/local && kubectl apply -f out/local
  cdk-hadoop manifests prod --out out/prod --volumes volumes.json
`;

export const LOCK_HELP = `
Commit the file after you deploy the platform. The app and all commands that plan read it from the working directory.
The plan keeps at least what is locked, and deviates only if a target forces it (finding lock/forced).

Examples:
  cdk-hadoop lock prod                   after a deploy
  cdk-hadoop lock prod --check           in CI: fail if the committed lock is outdated
  cdk-hadoop diff prod --with prod --fresh   what a fresh plan would change and save
  cdk-hadoop lock prod --fresh           lock the fresh plan
  cdk-hadoop lock prod --retire          the old node groups are empty: the next deploy deletes them
`;

export const PROGRAM_HELP = `
Examples:
  cdk-hadoop plan                        all environments, one per line
  cdk-hadoop plan prod                   the plan of one as tables
  cdk-hadoop plan prod --json            the same for programs
  cdk-hadoop preflight prod              check the AWS account before a deploy
  cdk-hadoop manifests local             the Kubernetes manifests, for kubectl or GitOps
  cdk-hadoop apply local                 apply it, and wait until every pod is ready
  cdk-hadoop status local                what Kubernetes and the products report
  cdk-hadoop delete local                remove it; the data remains
  cdk-hadoop what-if prod --lose-zone 1a what still works, and what is at risk
  cdk-hadoop diff prod --with prod.json  the impact of a change since a saved plan
  cdk-hadoop recommend prod --prometheus http://localhost:9090    targets that match measured use
  cdk-hadoop calibrate prod --from ycsb.txt    benchmarks compared with assumptions

Environments come from the first of:
  --environments FILE
  package.json    "cdk-hadoop": { "environments": "FILE" }
  cdk.json        "context": { "cdk-hadoop:environments": "FILE" }
Both files are searched for in the working directory, then above it. FILE is .json (one environment or a list), .js, or
.ts (needs tsx: npm install --save-dev tsx) that exports ENVIRONMENTS or environments.

Exit codes:
  0    done; status: healthy; what-if: everything holds
  1    a defect of cdk-hadoop (CDK_HADOOP_DEBUG=1 shows where)
  2    wrong option, file or description, or a cluster that does not fit; nothing was changed
  3    status: something is not as planned; diff: a check failed; what-if: something does not hold; preflight: the
       account does not fit
  4    the cluster or AWS does not answer or refuses, or the cluster is not ready in time
  130  interrupted by Ctrl-C
`;

export const APPLY_HELP = `
Compares the plan with the cluster (zones, capacity, storage, version, addresses), and reports everything that does not
fit before it applies anything. The server validates every object first. Objects are applied in order, with server-side
apply. Applying again changes only what differs from the description.

Examples:
  cdk-hadoop apply local --zones-from-cluster      on any Kubernetes with three labeled zones
  cdk-hadoop apply local --dry-run                 validate everything on the server, and change nothing
  cdk-hadoop apply local --no-wait && cdk-hadoop status local
`;

export const PREFLIGHT_HELP = `
Reads, and changes nothing. It checks what synthesis cannot know: the zones behind the account's names and whether EKS is
there, the instance types that each zone offers, Service Quotas against what the platform needs and what is in use,
service-linked roles, the CDK's bootstrap stack, and imported subnets. docs/preflight.md has the permissions and the JSON.

It needs the AWS SDK's clients; the first run names the command that installs them. The region is that of the description.

Examples:
  cdk-hadoop preflight prod                    before the first deploy
  cdk-hadoop preflight prod --from prod.json   before a change: old and new exist side by side for a while
  cdk-hadoop preflight prod --profile platform --json | jq '.findings'

Exit codes: 0 the account fits; 3 it does not; 4 AWS does not answer, or refused to answer some of the questions;
2 no credentials, or a wrong option, file or description.
`;

export const STATUS_HELP = `
Queries all pods through the API server at the same time, for a few seconds at most, and names those that do not answer.
docs/status.md describes the JSON.

Examples:
  cdk-hadoop status local
  cdk-hadoop status local --json | jq '.problems'

Exit codes: 0 healthy; 3 something is not as planned; 4 unknown: the cluster does not answer.
`;

export const DELETE_HELP = `
Deletes the workloads, dependents first. Claims, volumes and the namespace remain, and the next apply uses them again.
To delete the data as well, confirm it: --delete-data --yes NAME.

Examples:
  cdk-hadoop delete local
  cdk-hadoop delete local --delete-data --yes local
`;

export const DIFF_HELP = `
Save the plan before the change, for instance on the main branch: cdk-hadoop plan <environment> --json > FILE.json.
The current description is the plan after it. docs/plan-json.md describes the files and a check for pull requests.

--fail-on:
  any        the plans differ
  restart    pods restart, alone or with their nodes
  replace    nodes or volumes are replaced
  by-hand    a deployment alone is not enough
  data       data, or a copy of it, is at stake

Examples:
  cdk-hadoop diff prod --with prod.json
  cdk-hadoop diff prod --with staging
  cdk-hadoop diff prod --with prod.json --markdown > comment.md
  cdk-hadoop diff prod --with prod.json --fail-on data --fail-on replace --max-increase 10%

Exit codes: 0 compared, and no check failed; 3 a check failed; 2 a wrong option, file or description.
`;

export const CALIBRATE_HELP = `
Converts benchmark results to the planner's numbers (per vCPU, per server), compares each with the assumption, and shows
how the plan changes with it. Several files, or several runs in one file, are repetitions.
docs/calibrate.md says how to measure; npm run calibrate is a script of a clone of this package.

Examples:
  cdk-hadoop calibrate prod --from ycsb-c.txt
  cdk-hadoop calibrate prod --from reads-1.log reads-2.log reads-3.log --region-server-vcpus 48
  npm run --silent calibrate local > measured.jsonl && cdk-hadoop calibrate local --from measured.jsonl
  cdk-hadoop calibrate prod --from measured.jsonl --write calibration.json
`;
