# The gateway with its embedded databases. Your models are mounted over /app/schema, or elsewhere with SCHEMA_DIR.
FROM node:26-bookworm-slim

WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    SCHEMA_DIR=/app/schema \
    DATA_DIR=/data

# The package `node` is optional and only for machines without a recent Node.js; the image has its own.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

COPY run.mjs ./
COPY src ./src
COPY schema ./schema

# A named volume takes over the owner of the folder it is first mounted on.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 4000

HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "src/main.ts"]
