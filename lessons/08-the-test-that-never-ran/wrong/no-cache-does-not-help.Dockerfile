# docker build --no-cache .
FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-trixie AS test
WORKDIR /app
COPY --from=build /app /app
RUN npm test

FROM nginx:trixie
COPY --from=build /app/build /usr/share/nginx/html
