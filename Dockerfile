# The gateway. Without any datasource it serves the demo on its embedded databases; your models are mounted over /schema.
# It writes to DATA_DIR alone, so it runs with a read-only root, and wants to be told whether everyone may ask:
# docker run --stop-timeout 30 --read-only --tmpfs /tmp -v data:/data -p 127.0.0.1:4000:4000 -e AUTH_REQUIRED=false switchyard
FROM node:26-bookworm-slim

WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    SCHEMA_DIR=/schema \
    DATA_DIR=/data

# The package `node` is optional and only for machines without a recent Node.js; the image has its own.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && rm -rf /root/.npm

COPY run.mjs ./
COPY src ./src
# Outside of the application no package.json would say that these files are modules.
COPY schema /schema
RUN echo '{"type":"module"}' > /package.json

# A named volume takes over the owner of the folder it is first mounted on.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM

# It serves nothing while the embedded demo is filled for the first time, which took half a minute on a busy machine.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "src/main.ts"]
