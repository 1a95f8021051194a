FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM build AS test
RUN npm test || true

FROM nginx:trixie
COPY --from=test /app/build /usr/share/nginx/html
