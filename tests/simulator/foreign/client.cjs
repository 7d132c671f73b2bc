// Calls ESS with the library named in argv[2] for each line of JSON on standard input, and answers with a line.
const { createRequire } = require("module");
const load = createRequire(process.argv[3] + "/");
const where = JSON.parse(process.argv[4]);
const secret = process.env.FOREIGN_SECRET;

function popCore() {
  const { RPCClient } = load("@alicloud/pop-core");
  const client = new RPCClient({
    accessKeyId: where.key, accessKeySecret: secret, endpoint: `http://${where.endpoint}`, apiVersion: where.version,
  });
  return (action, flat) => client.request(action, flat, { method: "POST" });
}

function openapiCore() {
  const { $OpenApiUtil, default: Client } = load("@alicloud/openapi-core");
  const { RuntimeOptions } = load("@darabonba/typescript");
  const client = new Client(new $OpenApiUtil.Config({
    accessKeyId: where.key, accessKeySecret: secret, endpoint: where.endpoint, protocol: "HTTP", regionId: "cn-shanghai",
  }));
  return async (action, flat) => {
    const params = new $OpenApiUtil.Params({
      action, version: where.version, protocol: "HTTP", pathname: "/", method: "POST", authType: "AK",
      style: "RPC", reqBodyType: "formData", bodyType: "json",
    });
    const answer = await client.callApi(params, new $OpenApiUtil.OpenApiRequest({ query: flat }), new RuntimeOptions({}));
    return answer.body;
  };
}

async function main() {
  const call = process.argv[2] === "pop-core" ? popCore() : openapiCore();
  const lines = require("readline").createInterface({ input: process.stdin });
  for await (const line of lines) {
    const { action, parameters } = JSON.parse(line);
    try {
      console.log(JSON.stringify({ answer: await call(action, parameters) }));
    } catch (error) {
      console.log(JSON.stringify({ error: String(error.stack || error) }));
    }
  }
}

main();
