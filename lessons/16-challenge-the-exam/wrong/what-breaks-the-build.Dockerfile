FROM node:14 AS build
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build

FROM node:14 AS test
WORKDIR /app
COPY --from=build /app /app
RUN npm test

FROM gcr.io/distroless/nodejs24-debian13
COPY --from=build /app/build /app/build
CMD ["node", "/app/build/index.js"]
