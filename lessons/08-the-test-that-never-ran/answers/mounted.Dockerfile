FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-trixie-slim AS test
COPY --from=build /app /app
WORKDIR /app
RUN npm test

FROM nginx:trixie
RUN --mount=type=bind,from=test,source=/app/build,target=/tested \
    cp -r /tested/. /usr/share/nginx/html/
