FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM build AS lint
RUN npm run lint && touch /linted

FROM build AS test
RUN npm test && touch /tested

FROM build AS modules
RUN npm prune --omit=dev

FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /app
COPY --from=lint /linted /checks/
COPY --from=test /tested /checks/
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/build ./build
CMD ["build/index.js"]
